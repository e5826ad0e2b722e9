"""Mail of machines and of strangers: newsletters, bounces, impossible dates, wrong charsets, long lists. See make_fixtures.py."""

from fixture_company_people import letter as L
from fixture_letters import PEOPLE

# Sixty invited to the fair: firms of four trades in fifteen towns.
TOWNS = ["aydin", "bandirma", "bergama", "cesme", "denizli", "edremit", "foca", "kusadasi", "manisa", "milas", "nazilli",
         "odemis", "soke", "tire", "usak"]
GUESTS = ["davet-%s-%s" % (trade, town) for town in TOWNS for trade in ("yapi", "mimarlik", "otel", "insaat")]
for guest in GUESTS:
    _, trade, town = guest.split("-")
    kind = {"yapi": "Yapı Market", "mimarlik": "Mimarlık", "otel": "Otel", "insaat": "İnşaat"}[trade]
    PEOPLE[guest] = ("%s %s" % (town.capitalize(), kind), "info@%s-%s.example" % (town, trade))


def weekly(key, date, issue, text, extra=""):
    return L(key, date, "weekly", "aylin", "Stone Trade Weekly %s" % issue, text, html_only=True, html="""
<!DOCTYPE html><html lang="en"><head><title>Stone Trade Weekly</title></head><body><h1>Issue %s</h1><p>%s</p>%s
<p><small><a href="https://stone-weekly.example/leave">Unsubscribe</a></small></p></body></html>
""" % (issue, text, extra), headers=[
        ("List-Id", "Stone Trade Weekly <weekly.stone-weekly.example>"), ("List-Unsubscribe", "<https://stone-weekly.example/leave>"),
                                     ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"), ("Precedence", "list")],
                                     unread=date > "2025-11")


LISTS = [
    weekly("nl-1", "2024-04-08 06:00 +00", "15/2024", "Travertine freight to northern Europe fell by 8 % in March."),
    weekly("nl-2", "2025-02-03 06:00 +00", "6/2025", "Germany: French pattern is back in garden catalogues.",
           '<img src="https://stone-weekly.example/open.gif" width="1" height="1">'),
    weekly("nl-3", "2025-11-03 06:00 +00", "45/2025", "Felixstowe shortens free time for containers to eleven days."),
    L("nl-fuar", "2025-01-20 06:05", "fuar", "aylin hakan", "Yapı Fuarı 2025: davetiyeniz hazır", """
Yapı Fuarı 9-12 Nisan 2025'te. Davetiye kodunuz: MLT-60. 60 kişiye kadar davet gönderebilirsiniz.""", headers=[
        ("List-Unsubscribe", "<https://yapi-fuari.example/cik>"), ("Precedence", "bulk")]),
    L("fuar-davet", "2025-02-03 11:00", "aylin", GUESTS, "Yapı Fuarı 2025'te buluşalım: salon 4, stand B12", """
Değerli dostlar,

9-12 Nisan'da yeni travertin serimizi gösteriyoruz. Davetiye kodunuz MLT-60, kahvemiz hazır."""),
    L("fuar-davet-spam", "2025-02-03 11:01", "system", "aylin", "Undelivered Mail Returned to Sender", """
One of sixty recipients refused your message as bulk mail.""",
      null_sender=True, headers=[("Auto-Submitted", "auto-replied")], report=dict(
        of="fuar-davet", recipient="info@tire-otel.example", status="5.7.1", remote="mx.tire-otel.example",
        code="554 5.7.1 Message rejected due to content policy (bulk)")),
    L("fuar-davet-yok", "2025-02-03 11:02", "system", "aylin", "Geri dönen ileti: Yapı Fuarı 2025", """
İletiniz aşağıdaki alıcıya ulaştırılamadı: info@bergama-insaat.example. Alan adı bulunamadı.""",
      null_sender=True,
      headers=[("Auto-Submitted", "auto-replied")], report=dict(
        of="fuar-davet", recipient="info@bergama-insaat.example", status="5.1.2", remote="none",
        code="Host or domain name not found")),
    L("fuar-davet-evet", "2025-02-04 09:40", "info@kusadasi-otel.example", "aylin",
      "Re: Yapı Fuarı 2025'te buluşalım: salon 4, stand B12", """
Davetiniz için teşekkürler, 10 Nisan'da iki kişi geliyoruz. Yanımızda lobi planımız olacak.""", re="fuar-davet"),
    L("fuar-davet-tatil", "2025-02-03 11:03", "info@cesme-otel.example", "aylin", "Kapalıyız: Yapı Fuarı 2025'te buluşalım", """
Otelimiz 15 Mart'a kadar kapalıdır, iletiniz açılışta okunacaktır.""",
      re="fuar-davet", quote=False, headers=[("Auto-Submitted", "auto-replied"), ("X-Autorespond", "closed")]),
]

ODD = [
    L("od-1601", "2024-02-14 08:16", "tarayici", "hakan", "Tarama 0001", """
Depo tarayıcısından gönderildi. Saat pili bitmiş olabilir.""", coding="8bit", date_header="Mon, 01 Jan 1601 00:00:00 +0000",
      sign=False, attachments=[("pdf", "TARAMA0001.pdf", ["İrsaliye A-20288", "4 palet sıva", "14.02.2024"])]),
    L("od-9999", "2025-06-05 03:33", "piyango", "aylin", "You have WON the lottery of the year 9999", """
Congratulation! Your e-mail was drawn. Send EUR 50 for the courier of your prize and answer before the year ends.""",
      coding="7bit", charset="us-ascii",
      date_header="Fri, 31 Dec 9999 23:59:59 +0000", flags=""),
    L("od-sekiz-bit", "2025-07-08 10:27", "usta", "hakan", "Sıva bitti, şantiye boş kaldı", """
Hakan abi 12 torba sıva lazım öğlene kadar, parası cebimde.""",
      charset="iso8859-9", raw_subject="iso8859-9", claims="us-ascii", coding="8bit"),
    L("od-usta-yanit", "2025-07-08 10:35", "hakan", "usta", "Re: Sıva bitti, şantiye boş kaldı", """
Kemal usta 12 torba ayırdım, rampadan al. Fişi Murat keser.""", re="od-sekiz-bit"),
    L("od-kimliksiz", "2025-05-22 14:12", "levent", "hakan", "(konu yok)", """
Bodrum 214 numaralı oda: 3 karo daha çatladı, seneye Kaş ile birlikte yedek gönderirsiniz.""", id=False),
    L("od-buyuk", "2024-05-29 16:40", "aylin", "gulsen", "R12 belgeleri ve saha fotoğrafları", """
Gülşen Hanım, fakstaki teklifimize ek belgeler. Dosya büyük, ulaşmazsa elden getiririz.""", cc="selin", attachments=[
        ("pdf", "R12-belgesi.pdf", ["R12", "Kaydırmaz zemin kaplaması 40 mm", "Belge BW/2024/0102"])]),
    L("od-buyuk-red", "2024-05-29 16:41", "system", "aylin", "Undelivered Mail Returned to Sender", """
The recipient's server does not take messages of this size.""",
      null_sender=True, headers=[("Auto-Submitted", "auto-replied")], report=dict(
        of="od-buyuk", recipient="ihale@akcakum-limani.example", status="5.3.4", remote="mx.akcakum-limani.example",
        code="552 5.3.4 Message size exceeds fixed limit")),
    L("od-kota", "2025-09-29 07:00", "daemon", "aylin", "Posta kutunuz %92 dolu", """
aylin.ersoy@meltem-yapi.example kutusunda 8 MB yer kaldı. Eski eklerinizi arşive taşıyınız.""",
      null_sender=True, headers=[("Auto-Submitted", "auto-generated")]),
    L("od-yanlis-kisi", "2025-11-17 09:44 +01", "rezeption@hotel-elbblick.example", "aylin", "Ihre Reservierung 4471 am 28.11.",
      """
Sehr geehrte Frau Ersöy, Ihr Zimmer vom 28. bis 30. November ist reserviert. Stornierung bis 24. November kostenlos.""",
      english=True,
      charset="iso-8859-1", unread=True),
]
