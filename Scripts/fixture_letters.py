"""The letters of Meltem Yapı Malzemeleri A.Ş., an invented dealer in building materials. See make_fixtures.py.

A letter: key, date (local time, zone +0300 unless given), from, to, subject, text, and the places that it lies in: `inbox`,
`sent` and `projects` of the Maildir, `mbox` for the export from the old mail program, `eml/NAME` for a saved file.
"""

COMPANY = "meltem-yapi.example"

PEOPLE = {
    "info": ("Meltem Yapı Malzemeleri", "info@meltem-yapi.example"),
    "selin": ("Selin Karadağ", "info@meltem-yapi.example"),
    "murat": ("Murat Tezel", "muhasebe@meltem-yapi.example"),
    "aylin": ("Aylin Ersoy", "aylin.ersoy@meltem-yapi.example"),
    "hakan": ("Hakan Uslu", "depo@meltem-yapi.example"),
    "daemon": ("Mail Delivery System", "MAILER-DAEMON@meltem-yapi.example"),
    "kuzey": ("Derya Aksoy", "satinalma@kuzey-insaat.example"),
    "kuzey2": ("Onur Bilgin", "satinalma@kuzey-insaat.example"),
    "nora": ("Nora Whitfield", "nora.whitfield@harbour-lane.example.com"),
    "accounts": ("Harbour Lane Interiors, Accounts", "accounts@harbour-lane.example.com"),
    "cem": ("Cem Altınok", "cem.altinok@poyraz-kimya.example"),
    "zeynep": ("Zeynep Tunalı", "zeynep@tunali-mimarlik.example"),
    "lojistik": ("Ege Lojistik Operasyon", "operasyon@ege-lojistik.example"),
    "lodos": ("Lodos Otel Teknik Müdürlüğü", "teknik@lodos-otel.example"),
    "fuar": ("Yapı Fuarı Bülteni", "bulten@yapi-fuari.example"),
    "banka": ("Körfez Bank Bilgilendirme", "bilgi@korfez-bank.example"),
    "fjordline": ("Fjordline Shipping", "booking@fjordline.example"),
    "yanlis": ("İbrahim Şen", "ibrahim.sen@gunes-yapi.example"),
    "usta": (None, "usta.kemal@posta.example"),
    "test": ("Brightwater Test House", "reports@brightwater.example.org"),
}

SELIN = "\n\nSaygılarımla,\nSelin Karadağ\nMeltem Yapı Malzemeleri A.Ş.\nTel: 0232 555 01 10\n"
DERYA = "\n\nİyi çalışmalar,\nDerya Aksoy\nKuzey İnşaat - Satın Alma\n"
ONUR = "\n\nİyi çalışmalar,\nOnur Bilgin\nKuzey İnşaat - Satın Alma\n"
SELIN_EN = "\n\nKind regards,\nSelin Karadağ\nMeltem Yapı Malzemeleri A.Ş., İzmir\n"
NORA = "\n\nBest wishes,\nNora Whitfield\nHarbour Lane Interiors\n"

# The story of one customer: inquiry, offer, order, damage, payment, a year of silence, a successor, an open question.
KUZEY = [
    dict(key="kuzey-talep", date="2024-03-04 09:12", **{"from": "kuzey"}, to="info", subject="Taş yünü levha için fiyat talebi",
         **{"in": ["inbox", "mbox"]}, flags="RS", text="""
Merhaba,

Yalı Evleri şantiyemizin dış cephesi için aşağıdaki malzemelere fiyat rica ediyoruz:

- 480 m² taş yünü levha, 5 cm, 150 kg/m³
- 60 torba yapıştırma harcı
- 60 torba sıva

Teslimatın 25 Mart'tan önce şantiyede olması gerekiyor. Nakliye fiyata dahil midir?""" + DERYA),
    dict(key="kuzey-teklif", date="2024-03-05 14:40", **{"from": "selin"}, to="kuzey", cc="aylin", answers="kuzey-talep",
         subject="Re: Taş yünü levha için fiyat talebi", **{"in": ["sent", "mbox"]}, text="""
Derya Hanım merhaba,

Teklifimiz ektedir (TKL-2024-031). Toplam 186.420 TL + KDV, şantiyede teslim; nakliye dahildir. Teklif 15 Mart'a
kadar geçerlidir.""" + SELIN, attachments=[("pdf", "TKL-2024-031.pdf", [
        "TEKLİF  TKL-2024-031", "Meltem Yapı Malzemeleri A.Ş., İzmir", "Sayın Kuzey İnşaat - Satın Alma", "",
        "Taş yünü levha 5 cm, 150 kg/m³      480 m²     312,00 TL     149.760,00 TL",
        "Yapıştırma harcı 25 kg                60 torba   298,00 TL      17.880,00 TL",
        "Sıva 25 kg                            60 torba   313,00 TL      18.780,00 TL",
        "Toplam (KDV hariç)                                           186.420,00 TL", "",
        "Teslim: Yalı Evleri şantiyesi, nakliye dahil. Geçerlilik: 15.03.2024"])]),
    dict(key="kuzey-pazarlik", date="2024-03-07 11:05", **{"from": "kuzey"}, to="info", answers="kuzey-teklif",
         subject="Re: Taş yünü levha için fiyat talebi", charset="iso8859-9", **{"in": ["inbox", "mbox"]}, flags="RS", text="""
Selin Hanım,

Teklif için teşekkürler. Peşin ödemede %5 indirim yapabilirseniz bugün onay alabilirim. Teslimatı da iki parti
halinde isteyeceğiz: ilk yarısı 18 Mart, kalanı 25 Mart.""" + DERYA),
    dict(key="kuzey-indirim", date="2024-03-08 10:22", **{"from": "selin"}, to="kuzey", answers="kuzey-pazarlik",
         subject="Re: Taş yünü levha için fiyat talebi", **{"in": ["sent", "mbox"]}, text="""
Derya Hanım,

Peşin ödemede %4 indirim yapabiliyoruz; yeni toplam 178.963,20 TL + KDV. İki parti teslimat bizim için uygundur.
Siparişinizi bugün alırsak ilk parti 18 Mart sabahı şantiyede olur, söz veriyorum.""" + SELIN),
    dict(key="kuzey-siparis", date="2024-03-08 16:31", **{"from": "kuzey"}, to="info", answers="kuzey-indirim", quote=False,
         subject="Sipariş KZ-2024-118", charset="cp1254", coding="base64", words="B", **{"in": ["inbox", "mbox"]}, flags="FRS",
         text="""
Selin Hanım,

Siparişimiz ektedir, sayısı KZ-2024-118. İrsaliyede bu sayının yazılmasını rica ederiz.""" + DERYA,
         attachments=[("csv", "KZ-2024-118 sipariş.csv", "Sıra;Malzeme;Miktar;Birim;Tarih\n1;Taş yünü levha 5 cm;240;m²;18.03.2024\n"
                       "2;Taş yünü levha 5 cm;240;m²;25.03.2024\n3;Yapıştırma harcı;60;torba;18.03.2024\n4;Sıva;60;torba;25.03.2024\n")]),
    dict(key="kuzey-sevk", date="2024-03-18 08:05", **{"from": "selin"}, to="kuzey", cc=["hakan", "lojistik"],
         answers="kuzey-siparis", quote=False, subject="Re: Sipariş KZ-2024-118", **{"in": ["sent"]}, text="""
Derya Hanım günaydın,

İlk parti (240 m² levha, 60 torba harç) 07:40'ta yola çıktı; irsaliye no A-20417, plaka 35 ÖRN 024. Saat 10 gibi
şantiyede olacak.""" + SELIN),
    dict(key="kuzey-kirik", date="2024-03-18 15:48", **{"from": "kuzey"}, to="info", answers="kuzey-sevk", quote=False,
         subject="Hasarlı levhalar - KZ-2024-118", **{"in": ["inbox"]}, flags="FRS", text="""
Selin Hanım,

3 numaralı palette 12 levha kırık çıktı, fotoğraf ektedir. Tutanağı şoförle birlikte imzaladık. Yenilerinin ikinci
partiyle gelmesini bekliyoruz; cephe ekibi ayın 26'sında başlıyor.""" + DERYA,
         attachments=[("png", "palet-3.png", (96, 64))]),
    dict(key="kuzey-ozur", date="2024-03-19 09:30", **{"from": "selin"}, to="kuzey", cc="hakan", answers="kuzey-kirik",
         subject="Re: Hasarlı levhalar - KZ-2024-118", **{"in": ["sent"]}, text="""
Derya Hanım,

Özür dileriz. 12 levha 25 Mart'taki ikinci partiye bedelsiz eklenecek; depomuz bundan sonra paletleri köşe
korumalı hazırlayacak.""" + SELIN),
    dict(key="kuzey-fatura", date="2024-04-02 17:15", **{"from": "murat"}, to="kuzey", cc="info",
         subject="Fatura MLT2024000000412", **{"in": ["sent"]}, text="""
Sayın Aksoy,

KZ-2024-118 sayılı siparişinize ait faturamız ektedir. Ödeme vadesi 30 Nisan 2024'tür.

Murat Tezel
Muhasebe
""", attachments=[("pdf", "MLT2024000000412.pdf", [
        "FATURA  MLT2024000000412", "Meltem Yapı Malzemeleri A.Ş.", "Alıcı: Kuzey İnşaat", "Sipariş: KZ-2024-118", "",
        "Ara toplam   178.963,20 TL", "KDV %20       35.792,64 TL", "Toplam       214.755,84 TL", "", "Vade: 30.04.2024"])]),
    dict(key="kuzey-hatirlatma", date="2024-05-03 09:00", **{"from": "murat"}, to="kuzey", cc="info", answers="kuzey-fatura",
         quote=False, subject="Hatırlatma: Fatura MLT2024000000412", **{"in": ["sent"]}, text="""
Sayın Aksoy,

30 Nisan vadeli faturamızın ödemesi hesabımızda henüz görünmüyor. Ödediyseniz dekontu iletmenizi rica ederiz.

Murat Tezel
Muhasebe
"""),
    dict(key="kuzey-izin", date="2024-05-03 09:01", **{"from": "kuzey"}, to="murat", cc="info", answers="kuzey-hatirlatma", quote=False,
         subject="Otomatik yanıt: Hatırlatma: Fatura MLT2024000000412", **{"in": ["inbox"]}, null_sender=True,
         headers=[("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"), ("Precedence", "bulk")], text="""
Merhaba,

10 Mayıs'a kadar izindeyim, e-postalarımı okumayacağım. Acil konular için 0232 555 02 40 numarasından şantiyeyi
arayabilirsiniz.

Derya Aksoy
"""),
    dict(key="kuzey-dekont", date="2024-05-13 10:44", **{"from": "kuzey"}, to="murat", cc="info", answers="kuzey-hatirlatma",
         subject="Re: Hatırlatma: Fatura MLT2024000000412", **{"in": ["inbox"]}, text="""
Murat Bey,

İzindeydim, kusura bakmayın. Ödeme bugün yapıldı, dekont ektedir.""" + DERYA, attachments=[("pdf", "dekont-13-05-2024.pdf", [
        "DEKONT", "Gönderen: Kuzey İnşaat", "Alıcı: Meltem Yapı Malzemeleri A.Ş.", "Tutar: 214.755,84 TL",
        "Açıklama: MLT2024000000412"])]),
    dict(key="kuzey-halef", date="2025-09-16 13:20", **{"from": "kuzey2"}, to="info",
         subject="Körfez Konutları - yeni satın alma sorumlusu", **{"in": ["projects"]}, flags="RS", text="""
Merhaba,

Derya Hanım'dan satın almayı bu ay devraldım. Körfez Konutları projesi için 2026 boyunca taş yünü ve harç
alacağız; bir çerçeve anlaşma konuşmak isterim. Geçen yılki koşulları (%4 peşin indirimi, şantiyede teslim)
Derya Hanım'ın notlarından biliyorum.""" + ONUR),
    dict(key="kuzey-cerceve", date="2025-09-18 11:36", **{"from": "selin"}, to="kuzey2", cc="aylin", answers="kuzey-halef",
         subject="Re: Körfez Konutları - yeni satın alma sorumlusu", **{"in": ["sent"]}, text="""
Onur Bey merhaba, hayırlı olsun.

Çerçeve anlaşma taslağını Aylin Hanım ile hazırlıyoruz; ay sonuna kadar göndereceğim. Yıllık miktarı (m²)
yazabilirseniz fiyatı ona göre sabitleyebiliriz.""" + SELIN),
    dict(key="kuzey-miktar", date="2025-09-22 09:15", **{"from": "kuzey2"}, to="info", answers="kuzey-cerceve", charset="cp1254",
         subject="Re: Körfez Konutları - yeni satın alma sorumlusu", words="B", **{"in": ["projects"]}, flags="S", text="""
Selin Hanım,

Tahminimiz 6.400 m² levha ve 900 torba harç; üç blok, üç ayrı dönem.""" + ONUR),
    dict(key="kuzey-soru", date="2026-10-27 10:02", **{"from": "kuzey2"}, to="info", answers="kuzey-miktar", quote=False,
         subject="C blok için son parti - fiyat hâlâ geçerli mi?", **{"in": ["inbox"]}, flags=None, text="""
Selin Hanım merhaba,

C blok için son 1.200 m² levhayı kasım ortasında almak istiyoruz. Çerçeve anlaşmadaki fiyat hâlâ geçerli mi, yoksa
yeni teklif mi vereceksiniz? 6 Kasım'a kadar yanıtınızı bekliyorum.""" + ONUR),
]

# A customer abroad, in English.
HARBOUR = [
    dict(key="nora-inquiry", date="2024-05-20 10:03 +01", english=True, **{"from": "nora"}, to="info",
         subject="Travertine tiles for a hotel lobby", coding="7bit", charset="us-ascii", **{"in": ["inbox", "mbox"]}, flags="RS", text="""
Dear Sir or Madam,

We are fitting out a small hotel in Bristol and need about 210 square metres of honed travertine, 60 x 40 x 2 cm, light
beige. Could you quote CIF Avonmouth, and tell us how long production takes? A sample would help.""" + NORA),
    dict(key="nora-offer", date="2024-05-21 16:20", english=True, **{"from": "selin"}, to="nora", cc="aylin", answers="nora-inquiry",
         subject="Re: Travertine tiles for a hotel lobby", **{"in": ["sent", "mbox"]}, text="""
Dear Ms Whitfield,

Thank you for writing. 210 m² of honed travertine: EUR 34.50 per m² CIF Avonmouth, four weeks after the order. Two
samples left today by courier; they should reach you on Friday.""" + SELIN_EN),
    dict(key="nora-from", date="2024-05-27 09:41 +01", english=True, **{"from": "nora"}, to="info", answers="nora-offer", coding="7bit",
         flowed=True, subject="Re: Travertine tiles for a hotel lobby", charset="utf-8", **{"in": ["inbox", "mbox"]}, flags="RS",
         quote=False, text="""
Dear Selin,

From the two samples we prefer the lighter one. Please reserve 215 square metres, to be safe.

From what our architect says the edges should be slightly chamfered; is that possible at the same price?
>From the old catalogue I see that you once offered this.""" + NORA),
    dict(key="nora-order", date="2024-06-03 12:15 +01", english=True, **{"from": "nora"}, to="info", cc="accounts", answers="nora-from",
         subject="Purchase order HL-0457 🏨", charset="utf-8", words="B", quote=False, **{"in": ["inbox", "mbox"]}, flags="FRS", text="""
Dear Selin,

Please find our purchase order HL-0457 attached: 215 m², chamfered edges, EUR 7,417.50 CIF Avonmouth. We would like to
ship by the end of June – the lobby opens on 1 August.""" + NORA, attachments=[("pdf", "HL-0457.pdf", [
        "PURCHASE ORDER HL-0457", "Harbour Lane Interiors, Bristol", "215 m² honed travertine 60 x 40 x 2 cm, chamfered",
        "EUR 7,417.50 CIF Avonmouth", "Ship by 30 June 2024"])]),
    dict(key="nora-confirm", date="2024-06-04 09:10", english=True, **{"from": "selin"}, to="nora", cc="accounts", answers="nora-order",
         subject="Re: Purchase order HL-0457 🏨", words="B", **{"in": ["sent"]}, text="""
Dear Nora,

Confirmed. Production starts on Thursday; the vessel leaves İzmir on 27 June. I will send you the bill of lading as soon
as I have it.""" + SELIN_EN),
    dict(key="fjord-booking", date="2024-06-11 08:30 +02", english=True, **{"from": "fjordline"}, to="info", cc="lojistik",
         subject="Booking confirmation FJL-88213", coding="7bit", charset="us-ascii", **{"in": ["inbox"]}, text="""
Booking FJL-88213: 1 x 20' DV, Izmir to Avonmouth, vessel "Nordlys Trader", closing 25 June 16:00, ETD 27 June, ETA 9 July.
"""),
    dict(key="nora-arrived", date="2024-07-12 15:02 +01", english=True, **{"from": "nora"}, to="info", answers="nora-confirm",
         subject="Re: Purchase order HL-0457 🏨", words="B", coding="base64", **{"in": ["inbox"]}, flags="S", text="""
Dear Selin,

All 18 crates arrived, not a single broken tile. The lobby looks wonderful – thank you, and çok teşekkürler!""" + NORA),
    dict(key="nora-2026", date="2026-02-09 11:28 +00", english=True, **{"from": "nora"}, to="info",
         subject="A second hotel", charset="us-ascii", coding="7bit", **{"in": ["inbox"]}, flags="FS", text="""
Dear Selin,

The same owners are converting a warehouse in Cardiff. Could we have the 2024 travertine again, 340 square metres this time,
for delivery in September? Prices will have moved, I am afraid to ask.""" + NORA),
    dict(key="nora-2026-offer", date="2026-02-10 17:45", english=True, **{"from": "selin"}, to="nora", answers="nora-2026",
         subject="Re: A second hotel", **{"in": ["sent"]}, text="""
Dear Nora,

How good to hear from you. EUR 38.90 per m² CIF Cardiff, and I can hold that until 31 March. Shall I reserve the blocks?
I will ask again at the beginning of March.""" + SELIN_EN),
]

# Suppliers, carriers, colleagues, machines.
OTHERS = [
    dict(key="cem-fiyat", date="2024-02-12 10:18", **{"from": "cem"}, to="info", subject="Poyraz Kimya - Mart 2024 fiyat değişikliği",
         charset="cp1254", coding="8bit", words="Q", **{"in": ["inbox", "mbox"]}, text="""
Sayın iş ortağımız,

1 Mart 2024'ten itibaren yapıştırma harcı ve sıva fiyatlarımız %6 artacaktır. Şubat sonuna kadar verilen siparişler
eski fiyattan sevk edilir. Güncel liste için bizi arayabilirsiniz.

Cem Altınok
Poyraz Kimya - Bölge Satış Müdürü
"""),
    dict(key="cem-siparis", date="2024-02-13 15:55", **{"from": "selin"}, to="cem", answers="cem-fiyat",
         subject="Re: Poyraz Kimya - Mart 2024 fiyat değişikliği", **{"in": ["sent", "mbox"]}, text="""
Cem Bey,

Eski fiyattan 400 torba harç, 300 torba sıva rica ediyoruz. Sevkiyat 26 Şubat haftasında olabilir.""" + SELIN),
    dict(key="ic-koruma", date="2024-03-19 10:05", **{"from": "hakan"}, to="selin", subject="Palet köşe korumaları",
         **{"in": ["inbox"]}, coding="8bit", text="""
Selin Hanım, köşe koruması bugün 200 adet geldi. Kuzey'in ikinci partisinden başlayarak kullanıyoruz. 12 yedek levha
ayrıldı, palet 7'nin üstünde.

Hakan
"""),
    dict(key="lojistik-teslim", date="2024-03-25 11:42", **{"from": "lojistik"}, to="info", cc="hakan",
         subject="Teslimat bildirimi A-20455", charset="iso8859-9", words="Q", html="""
<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-9"></head>
<body style="font-family:Arial">
<h2>Teslimat bildirimi</h2>
<table border="1" cellpadding="4">
<tr><th>İrsaliye</th><td>A-20455</td></tr>
<tr><th>Alıcı</th><td>Kuzey İnşaat, Yalı Evleri şantiyesi</td></tr>
<tr><th>Teslim alan</th><td>Şantiye şefi</td></tr>
<tr><th>Saat</th><td>09:50</td></tr>
</table>
<p>Eksiksiz ve hasarsız teslim edilmiştir.</p>
<script>alert("never run")</script>
</body></html>
""", text="""
Teslimat bildirimi
İrsaliye: A-20455
Alıcı: Kuzey İnşaat, Yalı Evleri şantiyesi
Saat: 09:50
Eksiksiz ve hasarsız teslim edilmiştir.
""", **{"in": ["inbox"]}),
    dict(key="fuar-bulten", date="2024-04-16 06:00", **{"from": "fuar"}, to="info", subject="Yapı Fuarı 2024: stand başvuruları başladı",
         html_only=True, words="B", coding="base64", text="-", html="""
<!DOCTYPE html>
<html lang="tr"><head><meta charset="utf-8"><title>Bülten</title><style>p{color:#333}</style></head>
<body><h1>Yapı Fuarı 2024</h1><p>Stand başvuruları <b>31 Mayıs</b>'a kadar açık. Erken kayıtta %15 indirim.</p>
<p><a href="https://yapi-fuari.example/basvuru">Başvuru formu</a></p>
<p><small>Bu bülteni almak istemiyorsanız <a href="https://yapi-fuari.example/cik">buraya tıklayın</a>.</small></p>
</body></html>
""", headers=[("List-Unsubscribe", "<https://yapi-fuari.example/cik>"), ("Precedence", "bulk")], **{"in": ["inbox", "mbox"]}, flags=""),
    dict(key="yanlis-adres", date="2024-06-17 14:12", **{"from": "selin"}, to="yanlis", subject="Numune gönderimi",
         **{"in": ["sent"]}, text="""
İbrahim Bey merhaba,

Fuarda konuştuğumuz taş yünü numunelerini hangi adrese gönderelim?""" + SELIN),
    dict(key="yanlis-donus", date="2024-06-17 14:13", **{"from": "daemon"}, to="info", subject="Undelivered Mail Returned to Sender",
         **{"in": ["inbox"]}, null_sender=True, headers=[("Auto-Submitted", "auto-replied")],
         report=dict(of="yanlis-adres", recipient="ibrahim.sen@gunes-yapi.example", status="5.1.1", remote="mx.gunes-yapi.example",
                     code="550 5.1.1 <ibrahim.sen@gunes-yapi.example>: Recipient address rejected: User unknown"), text="""
This is the mail system at host mail.meltem-yapi.example.

Your message could not be delivered to the recipient below.

<ibrahim.sen@gunes-yapi.example>: host mx.gunes-yapi.example said: 550 5.1.1
    User unknown (in reply to RCPT TO command)
"""),
    dict(key="lodos-talep", date="2024-09-02 09:55", **{"from": "lodos"}, to="info", subject="Teras yalıtımı için keşif",
         charset="iso8859-9", words="B", **{"in": ["inbox"]}, flags="RS", text="""
Merhaba,

Otelimizin 650 m² terasında su yalıtımı yenilenecek. Kasım başında bitmesi için eylül içinde keşif yapabilir misiniz?

Lodos Otel Teknik Müdürlüğü
"""),
    dict(key="lodos-kesif", date="2024-09-02 15:30", **{"from": "selin"}, to="lodos", answers="lodos-talep",
         subject="Re: Teras yalıtımı için keşif", **{"in": ["sent"]}, text="""
Merhaba,

11 Eylül Çarşamba saat 10:00'da gelebiliriz; davet ektedir. Terasın projesi varsa önceden görmek isteriz.""" + SELIN,
         attachments=[("ics", "kesif.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Meltem Yapi//TR\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
                       "UID:kesif-20240911@meltem-yapi.example\nDTSTAMP:20240902T123000Z\nDTSTART:20240911T070000Z\n"
                       "DTEND:20240911T083000Z\nSUMMARY:Teras keşfi\nLOCATION:Lodos Otel\n"
                       "ORGANIZER:mailto:info@meltem-yapi.example\nATTENDEE:mailto:teknik@lodos-otel.example\nEND:VEVENT\nEND:VCALENDAR\n")]),
    dict(key="zeynep-detay", date="2025-01-14 18:07", **{"from": "zeynep"}, to="info", subject="Cephe detayı hakkında",
         charset="utf-8", coding="base64", **{"in": ["inbox"]}, text="""
Selin Hanım merhaba,

Körfez Konutları'nın cephe detayını çiziyorum. 8 cm levhanın yangın sınıfı A1 mi, belgesini iletebilir misiniz?

Zeynep Tunalı
Tunalı Mimarlık
"""),
    dict(key="zeynep-iletim", date="2025-01-15 09:20", **{"from": "selin"}, to="aylin", answers="zeynep-detay", quote=False,
         subject="Fwd: Cephe detayı hakkında", **{"in": ["sent"]}, text="""
Aylin Hanım, aşağıdaki soru Körfez Konutları için; proje büyük olabilir. A1 belgesini Brightwater'dan istedim.
""", attachments=[("forward", "", "zeynep-detay")]),
    dict(key="test-report", date="2025-01-20 13:33 +00", english=True, **{"from": "test"}, to="info", subject="Test report BW/2025/0081",
         coding="7bit", charset="us-ascii", id=False, **{"in": ["inbox"]}, text="""
Please find attached the reaction-to-fire classification of your 8 cm stone wool board: Euroclass A1.
""", attachments=[("pdf", "BW-2025-0081.pdf", ["CLASSIFICATION REPORT BW/2025/0081", "Stone wool board 80 mm, 150 kg/m³",
                                               "Reaction to fire: A1"])]),
    dict(key="banka-ekstre", date="2025-03-03 07:00", **{"from": "banka"}, to="murat", cc="info", subject="Şubat 2025 hesap özeti",
         words="Q", headers=[("Auto-Submitted", "auto-generated")], **{"in": ["inbox"]}, flags="", text="""
Sayın müşterimiz, Şubat 2025 hesap özetiniz internet şubesinde görüntülenebilir. Bu ileti otomatik olarak gönderilmiştir.
"""),
    dict(key="usta-soru", date="2025-06-21 22:47", **{"from": "usta"}, to="info", subject="siva", charset="iso8859-9", coding="8bit",
         **{"in": ["inbox"]}, flags="S", text="""
slm sıva kaç saatte kurur yağmur gelcek yarın
"""),
]

# What only the old mail program still had.
ARCHIVE = [
    dict(key="arsiv-%02d" % n, date=date, **{"from": sender}, to=to, subject=subject, charset=charset, coding=coding,
         **{"in": ["mbox"]}, text=text, **more)
    for n, (date, sender, to, subject, charset, coding, text, more) in enumerate([
        ("2024-01-08 09:00", "cem", "info", "Yeni yıl kutlaması", "cp1254", "quoted-printable",
         "2024'ün sağlık ve bol iş getirmesini dileriz.\n\nPoyraz Kimya", {}),
        ("2024-01-15 11:20", "lodos", "info", "Fayans derz dolgusu", "iso8859-9", "8bit",
         "Merhaba, gri derz dolgusundan 40 kg ayırabilir misiniz? Yarın alırız.\n", {}),
        ("2024-01-15 11:52", "selin", "lodos", "Re: Fayans derz dolgusu", "utf-8", "quoted-printable",
         "Ayırdık, depodan Hakan Bey'e sorabilirsiniz." + SELIN, {"answers": "arsiv-01"}),
        ("2024-01-22 14:10", "zeynep", "info", "Numune dolabı", "utf-8", "8bit",
         "Ofisteki numune dolabı için 10x10 cm levha örnekleri rica ediyorum.\n\nZeynep Tunalı\n", {}),
        ("2024-01-23 10:33", "selin", "zeynep", "Re: Numune dolabı", "utf-8", "base64",
         "Zeynep Hanım, altı örnek bugün kargoda." + SELIN, {"answers": "arsiv-03"}),
        ("2024-02-05 08:15", "lojistik", "info", "Kar nedeniyle gecikme", "utf-8", "quoted-printable",
         "Ankara yönündeki sevkiyatlar bir gün gecikecektir.\n", {}),
        ("2024-07-29 16:04", "murat", "info", "Temmuz kapanışı", "utf-8", "8bit",
         "Açık faturaların listesini yarın paylaşacağım.\n\nFrom satırıyla başlayan bir not: bu satır alıntılanmalı.\n", {}),
    ])
]

SAVED = [
    dict(key="saved-tesekkur", date="2026-04-14 10:10", **{"from": "lodos"}, to="info", subject="Teşekkür", **{"in": ["eml/Teşekkür.eml"]},
         text="\nTerasımız kışı bir damla su almadan geçirdi. Ekibinize teşekkür ederiz.\n\nLodos Otel\n"),
    dict(key="saved-oneri", date="2026-05-05 09:31", **{"from": "zeynep"}, to="info", charset="iso8859-9", subject="Öneri: ortak katalog",
         **{"in": ["eml/2026/Öneri.eml"]}, text="\nBirlikte küçük bir detay kataloğu hazırlayalım mı? Çizimler bizden, malzemeler sizden.\n\nZeynep\n"),
    dict(key="saved-invoice", date="2026-06-30 17:00 +01", english=True, **{"from": "accounts"}, to="info", charset="us-ascii", coding="7bit",
         subject="Remittance advice", **{"in": ["eml/2026/remittance.eml"]}, text="\nWe have today paid EUR 13,226.00 against your invoice of 12 June.\n"),
]

LETTERS = KUZEY + HARBOUR + OTHERS + ARCHIVE + SAVED

# A note that somebody saved among the mails: the import must name it and go on.
NOT_MAIL = {
    "eml/okuma-notu.txt": "Bu klasördeki iletiler 2026'da elle kaydedildi.\nEksik olanlar için arşive bakınız.\n",
}
