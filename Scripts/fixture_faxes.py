"""The faxes of the company: a list (NDJSON) and the documents beside it. See make_fixtures.py.

A page is a list of lines; the sending machine prints its own line above them. Documents are TIFF of group 4 unless said
otherwise; one is not compressed, one is locked by a password, one broke off.
"""

import json

from fixture_documents import locked_pdf, pdf
from fixture_tiff import Page, tiff
from fixture_time import moment, rfc3339

LINE = "+902325550111"
MELTEM = ["MELTEM YAPI MALZEMELERİ A.Ş.", "Tel 0232 555 01 10   Faks 0232 555 01 11", ""]
HARBOUR = "+442079460109"
KUZEY, LIMAN, TUNALI, POYRAZ = "0312 555 02 12", "0232 555 05 11", "0232 555 03 21", "+902325550611"
MAVI = {"number": "0232 555 04 21", "name": "Mavi Koy Otelleri Genel Merkez"}


def pages(when, sender, *texts, rows=None):
    stamp = moment(when).strftime("%d/%m/%Y %H:%M")
    return [Page(["%s   %-22s  P.%02d/%02d" % (stamp, sender[:34], n, len(texts)), ""] + text, rows)
            for n, text in enumerate(texts, 1)]


def scan(when, sender, *texts):
    return tiff(pages(when, sender, *texts), moment(when))


def invitation():
    when, sender = "2024-05-13 11:08", "AKÇAKUM LİMAN İŞLETMESİ"
    return scan(when, sender, [
        "AKÇAKUM LİMAN İŞLETMESİ", "İhale Birimi", "", "Sayı: 2024/17-042                              13.05.2024", "",
        "Konu: Kaydırmaz zemin kaplaması alımı - teklif daveti", "", "Meltem Yapı Malzemeleri A.Ş.", "",
        "Limanımızın yolcu iskelesinde 3.800 m² kaydırmaz zemin kaplaması",
        "satın alınacaktır. Teklifinizi 27.05.2024 saat 14:00'e kadar",
        "faksla veya elden vermenizi rica ederiz.", "", "Gülşen Bal", "İhale Birimi Sorumlusu", "Tel 0232 555 05 10"], [
        "TEKNİK ŞARTNAME 2024/17", "", "1. Kayma direnci R12, kalınlık 40 mm, renk gri.",
        "2. Donma çözülme dayanımı belgeyle gösterilecektir.", "3. Teslim: 12.08.2024 - 31.10.2024, dört parti.",
        "4. Araç ve şoför adları kapıya en az iki gün önce yazılacaktır."], [
        "İDARİ ŞARTNAME 2024/17", "", "1. Kesin teminat sözleşme bedelinin %6'sıdır.",
        "2. Geçici kabulden bir yıl sonra kesin kabul yapılır.", "3. Teminat kesin kabulden sonra yazılı istek üzerine",
        "   on gün içinde iade edilir.", "4. Ödeme her partiden 30 gün sonradır."])


def frame_agreement():
    return scan("2025-10-14 10:20", "KUZEY İNŞAAT 0312 555 02 12", [
        "ÇERÇEVE ANLAŞMA  ÇA-2025-07", "", "Taraflar: Kuzey İnşaat ve Meltem Yapı Malzemeleri A.Ş.", "",
        "1. Konu: Körfez Konutları A, B ve C blok",
        "   Taş yünü levha 8 cm       6.400 m²      425,00 TL", "   Yapıştırma harcı 25 kg      900 torba   389,00 TL",
        "   Toplam 3.070.100,00 TL + KDV", "2. Teslim: şantiyede, nakliye dahil", "3. Peşin ödemede %4 indirim", "",
        "                                                  Sayfa 1/3"], [
        "4. Fiyatlar 30.06.2026'ya kadar sabittir. Sonrasında her çeyrekte",
        "   üretici fiyat endeksi kadar değişir; taraflar 15 gün önce",
        "   yazışır.", "5. Hasarlı malzeme beş iş günü içinde bedelsiz değiştirilir.",
        "6. Anlaşma iki tarafın imzasıyla yürürlüğe girer.", "",
        "                                                  Sayfa 2/3"])


def broken_off():
    """The third page, of which the line broke after some 60 per cent."""
    whole = scan("2025-10-15 15:40", "KUZEY İNŞAAT 0312 555 02 12", [
        "7. Uyuşmazlıkta İzmir mahkemeleri yetkilidir.", "", "Kuzey İnşaat                    Meltem Yapı Malzemeleri A.Ş.",
        "Rıza Korkmaz                    Tarık Meltem", "", "İmza                            İmza", "",
        "                                                  Sayfa 3/3"])
    return whole[:len(whole) * 6 // 10]


def sketch():
    when = "2025-10-29 16:05"
    page = pages(when, "TUNALI MİMARLIK", [
        "Körfez Konutları C blok - cephe kesiti, ölçek 1/10", "", "Selin Hanım, bu kesit için U değeri hesabını rica ederim.",
        "Dış sıva 8 mm / levha 80 mm / tuğla 190 mm / iç sıva 20 mm", "14 Kasım'da belediyeye vereceğiz. Barış Gönen"],
        rows=1000)[0]
    for left, right in [(300, 340), (340, 660), (660, 1420), (1420, 1500)]:
        page.box(left, 500, right, 920)
    for y in range(520, 900, 40):
        page.line(350, y + 20, 650, y - 10)
    for y in range(560, 920, 60):
        page.box(660, y, 1420, y + 4)
    return tiff([page], moment(when))


# File, direction, time (None: only the document tells), the other side, subject, document.
FAXES = [
    ("2024-05-13-davet-2024-17.tif", "<", "2024-05-13 11:08", {"number": LIMAN, "name": "Akçakum Liman İşletmesi"},
     "İhale 2024/17 teklif daveti", invitation),
    ("2024-05-27-teklif-2024-17.pdf", ">", "2024-05-27 10:31", LIMAN, "İhale 2024/17 teklifimiz", lambda: pdf("TEKLİF  2024/17",
        [
        "Meltem Yapı Malzemeleri A.Ş., İzmir", "Akçakum Liman İşletmesi İhale Birimi'ne", "",
        "Kaydırmaz zemin kaplaması R12, 40 mm    3.800 m²   610,00 TL   2.318.000,00 TL", "KDV hariçtir. Dört parti teslim.",
        "Geçerlilik: 60 gün", "", "Tarık Meltem, Genel Müdür"])),
    ("2024-06-21-kabul.tif", ">", "2024-06-21 09:47", LIMAN, "2024/17 kesin teminat", lambda: scan(
        "2024-06-21 09:47", "MELTEM YAPI 0232 555 01 11", MELTEM + [
            "Akçakum Liman İşletmesi İhale Birimi'ne", "", "20.06.2024 tarihli karar yazınızı aldık, işi üstleniyoruz.",
            "139.080,00 TL tutarındaki kesin teminat mektubu (Körfez Bank", "24TM00917) 25.06.2024'te elden verilecektir.", "",
            "Murat Tezel, Muhasebe"])),
    ("2024-09-20-HL-0512.tif", "<", "2024-09-20 12:26", {"number": HARBOUR, "name": "Harbour Lane Interiors"},
     "Signed order HL-0512",
     lambda: scan("2024-09-20 10:26 +01", "HARBOUR LANE +44 20 7946 0109", [
         "HARBOUR LANE INTERIORS, BRISTOL", "", "PURCHASE ORDER HL-0512", "",
         "To: Meltem Yapi Malzemeleri A.S., attn. Aylin Ersoy",
         "120 sqm terrazzo tiles 40 x 40 x 2 cm, colour Fog", "EUR 58.00 per sqm, EUR 6,960.00 CIF Felixstowe",
         "Ship by 31 October 2024", "",
         "Signed: Tom Ashdown, Projects Buyer"])),
    ("2024-11-15-dekont.tif", "<", "2024-11-15 14:02", KUZEY, "", lambda: scan("2024-11-15 14:02",
        "KUZEY İNŞAAT 0312 555 02 12", [
        "DEKONT", "", "Gönderen: Kuzey İnşaat", "Alıcı: Meltem Yapı Malzemeleri A.Ş.", "Tutar: 85.521,60 TL",
        "Açıklama: MLT2024000001188 (iade 2.318,40 düşülmüştür)"])),
    ("2024-11-18-gecici-kabul.tif", "<", "2024-11-18 15:30", {"number": LIMAN, "name": "Akçakum Liman İşletmesi"},
     "Geçici kabul tutanağı",
     lambda: scan("2024-11-18 15:30", "AKÇAKUM LİMAN İŞLETMESİ", [
         "GEÇİCİ KABUL TUTANAĞI  2024/17", "", "İş: Yolcu iskelesi kaydırmaz zemin kaplaması, 3.800 m²",
         "Yüklenici: Meltem Yapı Malzemeleri A.Ş.",
         "Teslim: 12.08, 02.09, 30.09 ve 21.10.2024", "Kusur görülmemiştir."], [
         "Kesin kabul tarihi: 18.11.2025", "Teminat kesin kabulden sonra iade edilecektir.", "",
         "Nihat Yörük            Gülşen Bal            Hakan Uslu", "İnşaat Müdürü          İhale Birimi          Yüklenici"])),
    ("2024-12-24-yanlis-numara.tif", "<", "2024-12-24 10:52", "+902325550990", "Randevu listesi", lambda: scan(
        "2024-12-24 10:52", "GÜLÜŞ DİŞ KLİNİĞİ", ["RANDEVU DEĞİŞİKLİKLERİ", "",
                                                  "27 Aralık günü kapalıyız. Randevular 3 Ocak'a alınmıştır.",
                                                  "Laboratuvar teslimleri 30 Aralık saat 12'ye kadardır."])),
    ("2025-02-10-sozlesme.pdf", "<", "2025-02-10 15:41", MAVI, "Sözleşme MK-2025-03 (şifreli)",
     lambda: locked_pdf("SÖZLEŞME  MK-2025-03", [
        "Mavi Koy Otelleri ve Meltem Yapı Malzemeleri A.Ş.", "",
        "Travertin 30 x 60 cm, honlu           1.150 m²   935,00 TL   1.075.250,00 TL",
        "Bodrum   400 m²   8 Nisan 2025", "Datça    350 m²   28 Ağustos 2025", "Kaş      400 m²   Şubat 2026",
        "Ödeme: fatura tarihinden 30 gün sonra"],
        "mavikoy2025")),
    ("2025-02-12-imza.tif", ">", "2025-02-12 11:15", MAVI, "MK-2025-03 imzalı son sayfa", lambda: scan(
        "2025-02-12 11:15", "MELTEM YAPI 0232 555 01 11", ["SÖZLEŞME  MK-2025-03  -  son sayfa", "",
                                                           "Mavi Koy Otelleri       Meltem Yapı Malzemeleri A.Ş.",
                                                          "Sevgi Demirkan          Tarık Meltem"])),
    ("2025-04-08-yuk-ihbari.tif", "<", None, {"number": "0232 555 07 11", "name": "Ege Lojistik"}, "", lambda: tiff(pages(
        "2025-04-08 06:41", "EGE LOJİSTİK", ["YÜK İHBARI  A-22871", "", "Bodrum, Mavi Koy Oteli - 16 palet travertin, 400 m²",
                                             "Araç 48 ÖRN 117, varış 08.04.2025 14:00"]), moment("2025-04-08 06:41"),
                                             compressed=False)),
    ("2025-06-03-fiyat-listesi.pdf", "<", "2025-06-03 09:12", POYRAZ, "Temmuz fiyat listesi",
     lambda: pdf("FİYAT LİSTESİ  1 Temmuz 2025", [
        "Poyraz Kimya", "", "Yapıştırma harcı 25 kg     298,40 TL", "Sıva 25 kg                 287,10 TL",
        "Derz dolgusu 20 kg         412,00 TL",
        "Fiyatlara KDV dahil değildir."])),
    ("2025-10-14-cerceve-anlasma.tif", "<", "2025-10-14 10:20", {"number": KUZEY, "name": "Kuzey İnşaat"}, "ÇA-2025-07 imzalı",
     frame_agreement),
    ("2025-10-15-kesik.tif", "<", "2025-10-15 15:40", KUZEY, "ÇA-2025-07", broken_off),
    ("2025-10-29-cephe-kesiti.tif", "<", "2025-10-29 16:05", {"number": TUNALI, "name": "Tunalı Mimarlık"},
     "C blok cephe kesiti", sketch),
    ("2025-11-19-teminat-iadesi.tif", ">", "2025-11-19 14:20", LIMAN, "Teminat mektubunun iadesi", lambda: scan(
        "2025-11-19 14:20", "MELTEM YAPI 0232 555 01 11", MELTEM + [
            "Akçakum Liman İşletmesi İhale Birimi'ne", "", "2024/17 sayılı iş 18.11.2025'te kesin kabul edilmiştir.",
            "Körfez Bank 24TM00917 sayılı, 139.080,00 TL tutarlı teminat",
            "mektubumuzun idari şartnamenin 3. maddesine göre on gün içinde,",
            "en geç 28.11.2025'e kadar iadesini rica ederiz.", "", "Murat Tezel, Muhasebe"])),
]


def files():
    """Path below Fixtures/company → bytes."""
    out, lines = {}, []
    for name, way, when, other, subject, document in FAXES:
        record = {"channel": "fax", "direction": "inbound" if way == "<" else "outbound"}
        if when:
            record["time"] = rfc3339(when)
        record |= {"from": other, "to": LINE} if way == "<" else {"from": "0232 555 01 11", "to": other}
        record["file"] = "documents/" + name
        if subject:
            record["subject"] = subject
        out["fax/documents/" + name] = document()
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return {"fax/fax.ndjson": "".join(lines).encode()} | out
