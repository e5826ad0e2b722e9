"""Text messages: the backup of Selin's company mobile (Android, XML) and the log of the office's gateway (NDJSON).

A message of the mobile: time, direction, number, name in the phone's book, text. Directions: `<` received, `>` sent,
`draft`, `failed`. The gateway's messages have a name where the gateway knew one. See make_fixtures.py.
"""

import base64
import json

from fixture_documents import grey_png, jpeg, png
from fixture_time import MONTHS_TR, milliseconds, moment, rfc3339

MOBILE, LINE = "+905325550110", "+902325550110"

GOKHAN, ONUR, DERYA = ("+905325550141", "Gökhan Sezer Şantiye"), ("+905325550142", "Onur Bilgin Kuzey"), ("05325550140",
    "Derya Aksoy")
ZEYNEP, BARIS = ("+905325550150", "Zeynep Tunalı"), ("0532 555 01 51", "Barış Mimar")
SEVGI, LEVENT = ("+905325550160", "Sevgi Hn. Mavi Koy"), ("+905325550161", "(Unknown)")
NIHAT, SAMI = ("+905325550170", "Nihat Yörük Liman"), ("+905325550171", "Liman kapı Sami")
HAKAN, AYLIN, MURAT, TARIK = ("+905325550113", "Hakan Depo"), ("+905325550112", "Aylin"), ("+905325550114",
    "Murat"), ("+905325550115", "Tarık Bey")
CEM, YUSUF, USTA = ("+905325550180", "Cem Altınok"), ("+905325550190", "Yusuf Kaptan TIR"), ("+905325550199", "Kemal Usta")
BANK, CARGO = ("KORFEZBANK", "(Unknown)"), ("3340", "(Unknown)")

CRACKED = ("image/png", "IMG_20241014_1418.png", png(64, 48))
BOARD = ("image/jpeg", "IMG_20250424_1702.jpg", jpeg(14, 10, lambda x, y: 90 + 40 * ((x // 2 + y // 2) % 2) + 5 * x))
PALLET = ("image/jpeg", "IMG_20251022_1131.jpg", jpeg(16, 12, lambda x, y: 60 + (x * 11 + y * 17) % 150))
GROUT = ("image/png", "derz-renk.png", grey_png(48, 32, lambda x, y: 235 if x % 16 == 0 or y % 16 == 0 else 110 + x + y))

PHONE = [
    ("2023-12-29 17:41", "<", TARIK, "Arkadaşlar yılın son iş günü, hepinizin emeğine sağlık. 2'sinde görüşürüz 🎉"),
    ("2024-03-18 07:44", ">", DERYA, "Derya Hanım günaydın, ilk parti yola çıktı. Plaka 35 ÖRN 024, irsaliye A-20417. 10 gibi "
                                     "şantiyede."),
    ("2024-03-18 10:22", "<", DERYA, "Araç geldi, indiriyoruz. 3. palete bakıyorum, kırık var gibi. Öğleden sonra yazarım."),
    ("2024-03-25 10:03", ">", DERYA, "2. parti + 12 yedek levha teslim edildi, teslim saati 09:50. Bir eksik olursa lütfen "
                                     "yazın."),
    ("2024-03-25 10:40", "<", DERYA, "Tamamdır, bu sefer paletler sapasağlam 👍 teşekkürler"),
    ("2024-05-21 16:55", ">", AYLIN, "Aylin, Bristol'a 2 numune kargoda. Takip no EK77120934"),
    ("2024-06-20 16:12", "<", NIHAT, "Selin Hanım ihale 2024/17 sizde kaldı, hayırlı olsun. Yazı posta ve faksla geliyor."),
    ("2024-06-20 16:30", ">", NIHAT, "Nihat Bey çok teşekkür ederiz. Teminat mektubunu hafta içinde teslim ederiz."),
    ("2024-08-12 06:52", "<", SAMI, "35 ÖRN 024 kapıda, giriş izni listesinde yok. Saat 8e kadar bekler sonra çeviririz"),
    ("2024-08-12 07:05", ">", SAMI, "Sami Bey izin yazısı cuma günü e-posta ile geldi, sayı GR-2024/311. Şoför Yusuf Kaya."),
    ("2024-08-12 07:21", "<", SAMI, "buldum, giriş verildi"),
    ("2024-09-11 11:50", ">", HAKAN, "Lodos'ta keşif bitti, 650 değil 680 m² çıktı. 14 rulo fazla ayıralım."),
    ("2024-10-14 14:20", "mms<", GOKHAN, "KZ-2024-307 harçlar geldi, 150 değil 144 torba saydım. 6 torba eksik, irsaliye "
                                         "A-21102. Üstteki torbalar da yırtık, foto ekte", CRACKED),
    ("2024-10-14 14:31", ">", HAKAN, "Hakan, A-21102'yi 144 torba saymışlar. Depoda 6 torba kalmış olabilir mi?"),
    ("2024-10-14 15:02", "<", HAKAN, "Evet 6 torba rampada kalmış. Murat'a iade faturası mı kessin yoksa gönderelim mi"),
    ("2024-10-15 09:10", ">", GOKHAN, "Gökhan Bey, 6 torba bizde kalmış, özür dileriz. Göndermeyip faturadan düşeceğiz: "
                                      "2.318,40 TL (KDV dahil)."),
    ("2024-10-15 09:34", "<", GOKHAN, "olur, muhasebeye pelin hanıma da yazın"),
    ("2024-11-18 15:44", "<", NIHAT, "Geçici kabul tutanağını imzaladık, faksladım. Teminatın iadesi kesin kabulden sonra, "
                                     "yani bir yıl."),
    ("2024-12-20 18:03", "<", CARGO, "3340: EK81556012 no'lu gonderiniz subede bekliyor. Teslim icin son gun 27.12. Bilgi "
                                     "almamak icin IPTAL yazin."),
    ("2025-01-21 10:15", "<", ZEYNEP, "Selin'ciğim ofis postası bugün çöktü, A1 belgesini bir de özel adresime atar mısın: "
                                      "zeynep.tunali@posta.example"),
    ("2025-01-21 10:20", ">", ZEYNEP, "Tabii Zeynep, şimdi gönderiyorum 😊"),
    ("2025-02-10 15:58", "<", SEVGI, "Selin Hanım sözleşme taslağını faksladık/pdf gönderdik. Dosyanın şifresi: mavikoy2025"),
    ("2025-02-10 16:20", ">", SEVGI, "Açtım, teşekkürler. İmzalı son sayfayı çarşamba fakslıyorum."),
    ("2025-03-03 07:02", "<", BANK, "Sn. MELTEM YAPI, ****4417 hesabiniza 03/03 06:58 64.800,00 TL FAST girisi: TUNALI "
                                    "MIMARLIK. B002"),
    ("2025-03-12 09:48", "<", MURAT, "Selin bugün Poyraz'dan 'IBAN değişti' diye mail geldi, adres Cem'in ama bana garip "
                                     "geldi. Cem'i aradın mı hiç bu konuda?"),
    ("2025-03-12 09:52", ">", MURAT, "Hayır, sakın ödeme yapma. Telefonla sor."),
    ("2025-03-12 10:31", "<", CEM, "Selin Hanım IBAN'ımız DEĞİŞMEDİ. O maili biz atmadık, bilgi işlemimiz bakıyor. Murat "
                                   "Bey'le de görüştüm."),
    ("2025-04-24 17:05", "mms>", BARIS, "Barış Bey, köşe detayını bu levhayla denedik, 8 cm. PDF'i de e-postayla gönderdim.",
     BOARD),
    ("2025-04-24 17:40", "<", BARIS, "Süper oldu, tam istediğimiz 👏🏽 Ece'ye de iletiyorum"),
    ("2025-06-16 11:05", "<", ("+442079460155", "Tom Ashdown"),
     "Hi Selin, Tom (ex Harbour Lane). New job at Pennine Stone & Tile, same mobile. Told Aylin by email too."),
    ("2025-06-21 22:50", "<", USTA, "selin hanm mail attm siva kac saatte kurur"),
    ("2025-06-22 08:15", ">", USTA, "Usta günaydın, 20 derecede 24 saat. Yağmur varsa üstünü örtün."),
    ("2025-08-14 08:07", "<", YUSUF, "abla ege lojistikten yusuf. Datca yuku hazirmi saat kacta geleyim"),
    ("2025-08-14 08:19", ">", YUSUF, "Yusuf Bey yük 28 Ağustos'ta, bugün değil. Hakan Bey sizi arayacak."),
    ("2025-10-02 09:05", "<", ONUR, "Selin Hanım çerçeve taslağını (ÇA-2025-07) aldım. 4. madde, fiyat farkı, Rıza Bey'e "
                                    "takıldı. Arar mısınız?"),
    ("2025-10-02 09:11", ">", ONUR, "Onur Bey 11:30'da arıyorum."),
    ("2025-10-14 11:02", ">", ONUR, "Onur Bey faks geldi ama 3 sayfanın 2'si çıktı. İmza sayfası (3/3) eksik, tekrar "
                                    "geçebilir misiniz?"),
    ("2025-10-15 09:15", "<", ONUR, "Bugün tekrar fakslıyorum."),
    ("2025-10-16 10:08", ">", ONUR, "Onur Bey dünkü faks yarım kaldı, 3. sayfa açılmıyor. Taratıp e-postayla gönderebilir "
                                    "misiniz? Anlaşma o zaman yürürlüğe girecek."),
    ("2025-10-22 11:34", "mms<", GOKHAN, "B blok indirme alanı burası, 2 TIR yan yana sığar. Depo planını buna göre çizin",
     PALLET),
    ("2025-10-31 17:32", "<", AYLIN, "Bugün son günümdü, her şey için teşekkürler ❤️ Açık işler listesi Deniz'le sende. "
                                     "Lindenau fiyat listesini unutmayın!"),
    ("2025-11-05 16:47", "<", GOKHAN, "Selin hanım depo planı gelecekti, cuma son gün. B blok için bekliyoruz"),
    ("2025-11-11 13:26", "mms<", LEVENT, "Levent Ulusoy, Mavi Koy Bodrum teknik. Banyolardaki derz rengi bu mu, gümüş gri mi? "
                                         "20 kg daha lazım, kodunu yazar mısınız", GROUT),
    ("2025-11-12 08:30", "failed", LEVENT, "Levent Bey, kodu bakıp bugün dönüyorum"),
    ("2025-11-12 08:33", "draft", LEVENT, "Levent Bey derz rengi kodu GR-07 mi yoksa"),
    ("2025-11-14 07:01", "<", BANK, "Sn. MELTEM YAPI, teminat mektubu 24TM00917 komisyonu 1.043,10 TL ****4417 hesabinizdan "
                                    "alinmistir. B002"),
    ("2025-11-19 12:10", "<", NIHAT, "Kesin kabul dün imzalandı. Mektup iadesi için resmi yazı lazım, faksa bekliyorum. Ayın "
                                     "28'ine kadar postaya veririz."),
]

# Time, direction, the other side (one or several numbers), text, then names, media, subject where there are any.
GATEWAY = [
    ("2024-03-22 14:00", ">", "+905325550140", "Meltem Yapi: KZ-2024-118 2. parti sevkiyatiniz 25.03.2024 09:30-10:30 "
                                               "arasinda teslim edilecektir.", {}),
    ("2024-09-10 17:30", ">", "+902325550820", "Meltem Yapı: 11 Eylül 10:00 teras keşfi randevunuzu hatırlatırız.", {}),
    ("2024-09-10 17:36", "<", "+905325550185", "Bekliyoruz, girişte Feyza Alkan'ı sorun lütfen", {"name": "Feyza Alkan"}),
    ("2024-10-11 15:00", ">", "+905325550141", "Meltem Yapi: KZ-2024-307 siparisiniz 14.10.2024 13:30 civarinda Yali Evleri "
                                               "santiyesinde. Irsaliye A-21102.", {}),
    ("2024-10-14 14:18", "<", "+905325550141", "6 torba eksik. selin hanıma foto attım", {}),
    ("2024-12-24 11:20", "<", "+905325550133", "merhaba diş randevumu 3 ocaka alabilirmiyiz", {}),
    ("2024-12-24 11:32", ">", "+905325550133", "Yanlış numara yazdınız, burası Meltem Yapı Malzemeleri. Faksınız da bize "
                                               "geldi, kliniği arayınız.", {}),
    ("2025-01-22 08:40", "<", "+905325550162", "Tolga Er, Mavi Koy. Bugünkü toplantıya 20 dk geç kalacağım, başlayın",
     {"name": "Tolga Er"}),
    ("2025-02-20 13:15", ">", "+442079460101", "Meltem Yapi Izmir: your sample parcel was handed to the courier today, 3 "
                                               "boxes, ref EK83300177.", {}),
    ("2025-02-24 10:02", "<", "+442079460101", "Parcel is here, thanks. Priya says the Denizli beige is the one. Nora", {}),
    ("2025-04-08 06:35", "<", "EGEKARGO", "EGEKARGO: A-22871 nolu sevkiyat yuklendi, 08.04.2025 varis Bodrum. Arac 48 ÖRN 117.",
     {}),
    ("2025-04-08 14:52", "<", "+905325550161", "400 m2 eksiksiz geldi, 2 kutuda köşe kırığı var, tutanak Tolga'da",
     {"name": "Levent Ulusoy"}),
    ("2025-04-16 09:00", "<", "+905325550195", "80 m² taşı cumartesi almaya geleceğiz, kamyonet 35 ÖRN 880. Okan Çınar",
     {"name": "Okan Çınar"}),
    ("2025-04-16 09:25", ">", "+905325550195", "Cumartesi 09:00-12:30 açığız. Ödeme teslimde, 38.400,00 TL + KDV.", {}),
    ("2025-06-02 16:00", ">", ["+905325550141", "+905325550142", "+905325550150", "+905325550160", "+905325550170",
                               "+905325550195"],
     "Meltem Yapi: Bayram nedeniyle 6-9 Haziran tarihlerinde kapaliyiz. 10 Haziran'da gorusmek uzere.", {"subject": "Bayram"}),
    ("2025-06-02 16:41", "<", "+905325550195", "IPTAL", {}),
    ("2025-08-27 15:10", ">", "+905325550190", "Yuk 28.08 sali degil PERSEMBE 07:00 depoda hazir. Datca 350 m2, 14 palet. "
                                               "Hakan Uslu", {}),
    ("2025-08-27 15:13", "<", "+905325550190", "tmm", {"name": "Yusuf Kaya"}),
    ("2025-08-28 16:27", "<", "+905325550190", "datca teslim edildi imza ekte", {
        "name": "Yusuf Kaya", "media": ("a-23340-imza.jpg", jpeg(18, 12, lambda x, y: 245 if (x + y * 2) % 7 else 70),
                                        "file")}),
    ("2025-10-20 09:58 +01", "<", "+442079460158",
     "Gareth Pugh, Harbour Lane site, Bristol. Crate 4 of HL-0588 arrived cracked, about 8 sqm. Pics attached, Aylin has the "
     "report.", {
        "media": ("crate-4.png", png(72, 56), "file")}),
    ("2025-10-30 17:15", "<", "+905325550151", "C blok U değeri hesabı için faksladığım çizimi gördünüz mü?",
     {"name": "Barış Gönen"}),
    ("2025-11-04 11:00", ">", "+905325550160", "Merhaba Sevgi Hanım, 1 Kasım'dan itibaren ihracat ve otel projelerinizde "
                                               "Deniz Yalçın görevlidir: +905325550116", {}),
    ("2025-11-07 10:19", "<", "+902325550420", "392.700 TL'lik fatura MLT2025000000702 ödemesi 21 Kasım'a planlandı. Canan "
                                               "Işık, Mavi Koy muhasebe", {}),
    ("2025-11-10 15:05", "<", "+442079460155", "Tom Ashdown @ Pennine. Aylin's mailbox says she left?? Who do I talk to about "
                                               "a repeat of PST-1007?", {
        "media": ("pst-1007-stock.csv", "size;sqm left\n60x40x2;22\n40x40x2;0\n".encode(), "data")}),
    ("2025-11-18 19:44", "<", "+905325550199", "kolay gelsn 10 torba siva ayirirmisnz yarn sabah alcam",
     {"name": "Kemal usta"}),
]


def attribute(text):
    """As the backup program writes it: what is beyond 16 bits as two references to surrogates, which XML forbids."""
    out = ""
    for letter in text:
        if ord(letter) > 0xFFFF:
            code = ord(letter) - 0x10000
            out += "&#%d;&#%d;" % (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))
        else:
            out += {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"}.get(letter, letter)
    return out


def element(name, fields, end=" />"):
    return "<%s %s%s" % (name, " ".join('%s="%s"' % (key, attribute(str(value))) for key, value in fields.items()), end)


def readable(when):
    return "%d %s %d %s" % (when.day, MONTHS_TR[when.month - 1][:3], when.year, when.strftime("%H:%M:%S"))


def short_message(when, way, number, name, text):
    kind = {"<": 1, ">": 2, "draft": 3, "failed": 5}[way]
    sent = milliseconds(when) - 2000 if way == "<" else 0
    return element("sms", {
        "protocol": 0, "address": number, "date": milliseconds(when), "type": kind, "subject": "null", "body": text,
        "toa": "null",
        "sc_toa": "null", "service_center": "+905325550000" if way == "<" else "null", "read": 1,
        "status": 64 if kind == 5 else -1,
        "locked": 0, "date_sent": sent, "sub_id": 1, "readable_date": readable(moment(when)), "contact_name": name})


def multimedia_message(when, way, number, name, text, media):
    kind, file, raw = media
    received = way == "mms<"
    layout = '<smil><head><layout><root-layout/><region id="Image"/><region id="Text"/></layout></head><body><par dur="5000ms">' \
        '<img src="%s" region="Image"/><text src="text_0.txt" region="Text"/></par></body></smil>' % file
    parts = [
        {"seq": -1, "ct": "application/smil", "name": "smil.xml", "chset": "null", "cd": "null", "fn": "null", "cid": "<smil>",
         "cl": "smil.xml", "text": layout},
        {"seq": 0, "ct": kind, "name": file, "chset": "null", "cd": "null", "fn": "null", "cid": "<%s>" % file.split(".")[0],
         "cl": file, "text": "null", "data": base64.b64encode(raw).decode()},
        {"seq": 0, "ct": "text/plain", "name": "text_0.txt", "chset": 106, "cd": "null", "fn": "null", "cid": "<text_0>",
         "cl": "text_0.txt", "text": text},
    ]
    us, them = "insert-address-token", number.replace(" ", "")
    people = [(them if received else us, 137), (us if received else them, 151)]
    head = element("mms", {
        "date": milliseconds(when), "rr": 129, "sub": "null", "ct_t": "application/vnd.wap.multipart.related",
        "read_status": "null",
        "seen": 1, "msg_box": 1 if received else 2, "address": them, "m_type": 132 if received else 128, "v": 18, "locked": 0,
        "date_sent": int(moment(when).timestamp()) if received else 0, "read": 1, "m_size": len(raw) + len(text.encode()),
        "tr_id": "T%x" % milliseconds(when), "readable_date": readable(moment(when)), "contact_name": name}, ">")
    return "\n".join(
        [head, "    <parts>"] + ["      " + element("part", p) for p in parts] + ["    </parts>", "    <addrs>"]
        + ["      " + element("addr", {"address": who, "type": role, "charset": 106}) for who, role in people]
        + ["    </addrs>", "  </mms>"])


def backup():
    lines = []
    for when, way, (number, name), text, *media in PHONE:
        message = multimedia_message(when, way, number, name, text, *media) if media else short_message(when, way, number, name,
            text)
        lines.append("  " + message)
    last = "2025-11-20 22:14"
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File created on %s-->\n" % readable(moment(last))
    opening = element("smses", {
        "count": len(PHONE), "backup_set": "6f1c2a1e-0b5d-4c57-9a54-5c1e2d7b9a01", "backup_date": milliseconds(last),
        "type": "full"}, ">")
    return (head + opening + "\n" + "\n".join(lines) + "\n</smses>\n").encode()


def gateway():
    """The log and the media beside it."""
    lines, files = [], {}
    for when, way, other, text, more in GATEWAY:
        record = {"channel": "sms", "direction": "inbound" if way == "<" else "outbound", "time": rfc3339(when)}
        if way == "<":
            record |= {"from": {"number": other, "name": more["name"]} if "name" in more else other, "to": [LINE]}
        else:
            # The gateway names our line in newer versions only.
            record |= {"from": LINE} if when > "2025" else {}
            record["to"] = other
        record["text"] = text
        if "subject" in more:
            record["subject"] = more["subject"]
        if "media" in more:
            name, raw, form = more["media"]
            mime = {"jpg": "image/jpeg", "png": "image/png", "csv": "text/csv"}[name.split(".")[1]]
            place = {"file": "media/" + name} if form == "file" else {"data": base64.b64encode(raw).decode()}
            record["media"] = [{"name": name, "type": mime} | place]
            if form == "file":
                files["sms/media/" + name] = raw
        record["gateway_id"] = "gw-%d" % (milliseconds(when) // 1000)
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return {"sms/hat-0232.ndjson": "".join(lines).encode()} | files


def files():
    """Path below Fixtures/company → bytes."""
    return {"sms/%s.xml" % MOBILE: backup()} | gateway()
