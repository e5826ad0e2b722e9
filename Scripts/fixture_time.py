"""Moments as mail, text messages and records write them. See make_fixtures.py."""

import datetime
import hashlib

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MONTHS_TR = ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"]


def moment(text):
    """`2024-03-04 09:12` with an optional zone, +0300 where there is none."""
    stamp, _, zone = text.partition(" +")
    hours = int(("+" + zone)[1:3]) if zone else 3
    naive = datetime.datetime.strptime(stamp, "%Y-%m-%d %H:%M")
    # Seconds make dates look as they do in life.
    naive = naive.replace(second=int(hashlib.sha256(text.encode()).hexdigest()[:4], 16) % 60)
    return naive.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=hours)))


def rfc5322(when):
    return "%s, %d %s %04d %02d:%02d:%02d %s" % (
        DAYS[when.weekday()], when.day, MONTHS[when.month - 1], when.year, when.hour, when.minute, when.second,
        when.strftime("%z"))


def asctime(when):
    when = when.astimezone(datetime.timezone.utc)
    return "%s %s %2d %02d:%02d:%02d %d" % (
        DAYS[when.weekday()], MONTHS[when.month - 1], when.day, when.hour, when.minute, when.second, when.year)


def rfc3339(text):
    return moment(text).isoformat()


def milliseconds(text):
    """Since 1970; the last three digits are made of the text as well."""
    return int(moment(text).timestamp()) * 1000 + int(hashlib.sha256(b"ms" + text.encode()).hexdigest()[:4], 16) % 1000
