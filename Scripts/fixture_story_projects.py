"""Letters with the hotels of Mavi Koy, the port of Akçakum, the hotel Lodos and the gardener Çınar."""

from fixture_company_people import letter as L

MAVI = [
    L("mk-teklif", "2025-01-29 16:25", "selin", "sevgi", "Mavi Koy banyoları - teklif TKL-2025-009", """
Sevgi Hanım merhaba,

22 Ocak'taki görüşmemize göre üç teslimli teklifimiz ektedir: 1.150 m² travertin, 935,00 TL, toplam 1.075.250,00 TL + KDV.""",
      cc="tolga aylin", attachments=[("pdf", "TKL-2025-009.pdf", ["TEKLİF  TKL-2025-009", "Mavi Koy Otelleri", "",
                                                                  "Bodrum   400 m²   374.000,00 TL",
                                      "Datça    350 m²   327.250,00 TL", "Kaş      400 m²   374.000,00 TL",
                                      "Toplam            1.075.250,00 TL + KDV"])]),
    L("mk-kabul", "2025-02-03 12:10", "sevgi", "info aylin", "YNT: Mavi Koy banyoları - teklif TKL-2025-009", """
Selin Hanım,

Teklifinizi kabul ediyoruz. Sözleşmeyi hukuk birimimiz hazırlıyor, şifreli PDF olarak faks hattınıza gelecek; şifreyi ayrıca yazarım.""",
      re="mk-teklif", folder="Mavi Koy"),
    L("mk-bodrum-kirik", "2025-04-09 08:35", "tolga", "hakan", "Bodrum teslimi A-22871", """
Hakan Bey günaydın, 400 m² tamam. İki kutuda köşe kırığı var (6 karo), tutanak bende. Yedek kutudan düşelim, değişim istemiyoruz.""",
      cc="levent info"),
    L("mk-bodrum-tamam", "2025-04-09 09:20", "hakan", "tolga", "Re: Bodrum teslimi A-22871", """
Tolga Bey teşekkürler, 2 yedek kutu sizde kalsın. Tutanağın kopyası şoförle geldi.""", re="mk-bodrum-kirik"),
    L("mk-241", "2025-04-30 10:05", "murat", "canan", "Fatura MLT2025000000241 - Bodrum", """
Sayın Işık,

MK-2025-03 sözleşmesinin Bodrum teslimi: 374.000,00 + KDV 74.800,00 = 448.800,00 TL. Vade 30 Mayıs 2025.""", attachments=[
        ("pdf", "MLT2025000000241.pdf", ["FATURA  MLT2025000000241", "Mavi Koy Otelleri", "400 m² travertin   374.000,00",
                                         "KDV %20             74.800,00",
                                         "Toplam             448.800,00 TL"])]),
    L("mk-241-odeme", "2025-05-29 15:42", "canan", "murat", "Re: Fatura MLT2025000000241 - Bodrum", """
Murat Bey, 448.800,00 TL yarın hesabınızda olur. İyi çalışmalar.""", re="mk-241"),
    L("mk-derz", "2025-06-04 11:28", "levent", "hakan", "derz rengi", """
Bodrum'a gelen derz dolgusunun rengi nedir, kutusu atılmış. 20 kg daha gerekebilir.""",
      charset="iso8859-9", claims="utf-8", coding="8bit"),
    L("mk-derz-kod", "2025-06-04 13:50", "hakan", "levent", "Re: derz rengi", """
Levent Bey, GM-12 gümüş gri. 20 kg'lık torba stokta var, haber verin gönderelim.""", re="mk-derz", cc="info"),
    L("mk-datca-yuk", "2025-08-26 16:31", "hakan", "lojistik", "Datça yükü 28 Ağustos Perşembe", """
14 palet, 350 m², A-23340. Yükleme 07:00. Şoför Yusuf Bey salı sanmış, lütfen siz de söyleyin.""", cc="tolga"),
    L("mk-702", "2025-09-19 11:20", "murat", "canan", "Fatura MLT2025000000702 - Datça", """
Sayın Işık,

Datça teslimi: 327.250,00 + KDV 65.450,00 = 392.700,00 TL. Vade 19 Ekim 2025.""",
      attachments=[("pdf", "MLT2025000000702.pdf", [
        "FATURA  MLT2025000000702", "Mavi Koy Otelleri", "350 m² travertin   327.250,00", "KDV %20             65.450,00",
        "Toplam             392.700,00 TL",
        "Vade: 19.10.2025"])]),
    L("mk-702-hatirlatma", "2025-10-22 09:10", "murat", "canan", "Hatırlatma: MLT2025000000702", """
Canan Hanım, 19 Ekim vadeli 392.700,00 TL'yi göremedik. Ödeme gününüzü yazar mısınız?""", re="mk-702"),
    L("mk-702-izin", "2025-10-22 09:11", "canan", "murat", "Otomatik yanıt: Hatırlatma: MLT2025000000702", """
27 Ekim'e kadar seminerdeyim. Ödemeler her ayın ikinci ve dördüncü cuması yapılır.""",
      re="mk-702-hatirlatma", quote=False, sign=False,
      null_sender=True, headers=[("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes")]),
    L("mk-702-ikinci", "2025-11-05 11:45", "murat", "canan", "2. hatırlatma: MLT2025000000702", """
Canan Hanım, az önce telefonda konuştuğumuz gibi 21 Kasım'daki ödemeyi yazılı teyit eder misiniz? 392.700,00 TL.""",
      re="mk-702-hatirlatma",
      cc="sevgi info"),
    L("mk-702-soz", "2025-11-07 10:05", "canan", "murat", "Re: 2. hatırlatma: MLT2025000000702", """
Murat Bey, ödeme 21 Kasım listesine alındı. Gecikme için özür dileriz.""", re="mk-702-ikinci"),
    L("mk-pano", "2025-10-16 09:35", "aylin", "sevgi", "Kaş oteli numune panosu", """
Sevgi Hanım, dünkü görüşmemizden: travertin, derz ve profili bir arada gösteren pano 10 Kasım'da yönetim kurulunuzun masasında olur.""",
      cc="hakan tolga"),
    L("mk-pano-ic", "2025-10-16 09:52", "aylin", "hakan", "Kaş panosu malzemesi", """
Hakan Bey, panoya 4 karo 30x60 travertin, GM-12 derz ve 1 m profil lazım. Ne zaman hazır olur?""", cc="selin", each=True),
    L("mk-pano-hazir", "2025-10-17 08:14", "hakan", "aylin", "Re: Kaş panosu malzemesi", """
5 Kasım'da hazır, rafın 2. gözünde durur. Panoyu kim yapıştıracak, sen mi Deniz mi?""", re="mk-pano-ic"),
    L("mk-pano-nerede", "2025-11-17 17:05", "sevgi", "aylin", "YNT: Kaş oteli numune panosu", """
Aylin Hanım,

10'unda beklediğimiz pano gelmedi, kurul 24 Kasım'a ertelendi. O güne yetişmezse Kaş'ı başka taşla yapmak zorunda kalacağız.""",
      re="mk-pano",
      cc="info", unread=True),
]

LIMAN = [
    L("al-karar", "2024-06-20 15:40", "gulsen", "info murat", "İhale 2024/17 - karar", """
Sayın yetkili,

2024/17 sayılı ihale 2.318.000,00 TL bedelle firmanızda kalmıştır. 139.080,00 TL kesin teminatın 1 Temmuz'a kadar verilmesi gerekir.""",
      attachments=[("pdf", "karar-2024-17.pdf", ["İHALE KARARI  2024/17", "Meltem Yapı Malzemeleri A.Ş.", "2.318.000,00 TL",
                                                 "Kesin teminat 139.080,00 TL"])]),
    L("al-teminat", "2024-06-24 09:30", "murat", "banka", "Kesin teminat mektubu talebi - 139.080,00 TL", """
Akçakum Liman İşletmesi lehine 139.080,00 TL kesin teminat mektubu rica ederiz. Yazıları ektedir.""",
      cc="tarik", attachments=[
        ("forward", "", "al-karar")]),
    L("al-teminat-hazir", "2024-06-25 10:50", "banka", "murat", "Ynt: Kesin teminat mektubu talebi - 139.080,00 TL", """
Teminat mektubunuz 24TM00917 sayıyla hazırdır, şubeden teslim alabilirsiniz. Üç ayda bir binde 7,5 komisyon alınır.""",
      re="al-teminat", sign=False),
    L("al-plaka", "2024-08-08 13:15", "hakan", "gulsen", "12 Ağustos - araç ve şoför listesi", """
Gülşen Hanım, ilk partinin araçları ektedir. Giriş izni kapıya da gidiyor değil mi?""", attachments=[("csv", "araçlar.csv",
          "Plaka;Şoför;Saat\n35 ÖRN 024;Yusuf Kaya;06:30\n35 ÖRN 731;Metin Güler;07:15\n")]),
    L("al-izin", "2024-08-09 17:20", "gulsen", "hakan", "Giriş izni GR-2024/311", """
GR-2024/311 sayılı izin 12-16 Ağustos için geçerlidir. Kapıya bildirilmiştir.""", re="al-plaka", cc="info"),
    L("al-son-parti", "2024-10-21 15:33", "hakan", "nihat", "Son parti indirildi", """
Nihat Bey, 900 m² bugün indi; toplam 3.800 m². Geçici kabul için gün verir misiniz?""", cc="info"),
    L("al-fatura", "2024-11-22 11:06", "murat", "gulsen", "Son hakediş faturası MLT2024000001317", """
Geçici kabulü yapılan 2024/17 işinin son faturası ektedir: 549.000,00 + KDV 109.800,00 = 658.800,00 TL.""", attachments=[
        ("pdf", "MLT2024000001317.pdf", ["FATURA  MLT2024000001317", "Akçakum Liman İşletmesi, 2024/17",
                                         "900 m² x 610,00 = 549.000,00", "KDV %20  109.800,00",
                                         "Toplam   658.800,00 TL"])]),
    L("al-kayit", "2024-11-22 11:08", "evrak", "murat", "Evrakınız kayda alındı: 2024/8812", """
Bu ileti otomatik olarak üretilmiştir, yanıtlamayınız. Evrakınız 2024/8812 sayısıyla kayda alınmıştır.""",
      re="al-fatura", quote=False,
      headers=[("Auto-Submitted", "auto-generated")]),
    L("al-kesin-gun", "2025-11-10 10:22", "murat", "nihat", "2024/17 kesin kabul günü", """
Nihat Bey merhaba, sözleşmeye göre kesin kabul 18 Kasım'da. Saat uygun mu? Teminat mektubumuzu da ondan sonra geri istiyoruz.""",
      cc="hakan gulsen"),
    L("al-kesin-saat", "2025-11-11 14:47", "nihat", "murat", "YNT: 2024/17 kesin kabul günü", """
18 Kasım Salı 11:00'de iskelede. Hakan Bey iki yedek karo getirsin.""", re="al-kesin-gun", cc="hakan", each=True),
    L("al-iade", "2025-11-19 14:31", "murat", "nihat", "Teminat mektubunun iadesi", """
İade yazımızı 14:20'de faksladım (24TM00917, 139.080,00 TL). 28 Kasım'a kadar postaya vermenizi rica ederim.""",
      re="al-kesin-saat", cc="gulsen info"),
]

LODOS = [
    L("ld-teklif", "2024-09-13 16:20", "selin", "lodos", "Teras yalıtımı - teklif TKL-2024-118", """
Feyza Hanım,

Keşifte 680 m² ölçtük. Teklifimiz ektedir: söküm dahil 680 m² x 415,00 TL = 282.200,00 TL + KDV, 4 Kasım'da biter.""",
      re="lodos-kesif", cc="hakan", attachments=[("pdf", "TKL-2024-118.pdf", ["TEKLİF  TKL-2024-118", "Lodos Otel", "Teras su yalıtımı, söküm dahil",
                                                                            "680 m² x 415,00 TL = 282.200,00 TL + KDV"])]),
]

CINAR = [
    L("cn-soru", "2025-04-14 09:03", "cinar", "hakan", "Bahçe için doğal taş, 80 m²", """
Merhaba, Urla'da bir bahçeye 80 m² kırma doğal taş alacağız. Metrekaresi ne kadar, kendimiz alsak olur mu?""",
      cc="info", raw_subject="utf-8",
      coding="8bit"),
    L("cn-fiyat", "2025-04-14 11:36", "hakan", "cinar2", "Re: Bahçe için doğal taş, 80 m²", """
Okan Bey, 480,00 TL + KDV, 80 m² 38.400,00 TL + KDV eder. Cumartesi 12:30'a kadar alabilirsiniz.""", re="cn-soru"),
    L("cn-tamam", "2025-04-15 20:19", "cinar2", "hakan", "Re: Bahçe için doğal taş, 80 m²", """
Tamamdır, cumartesi sabah kamyonetle geliyoruz. Fişi çınar-peyzaj adına kesin.""", re="cn-fiyat", coding="base64"),
]
