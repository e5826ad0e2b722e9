"""Letters with Kuzey İnşaat and Tunalı Mimarlık: orders, a frame agreement that lacks a page, a calculation that is owed."""

from fixture_company_people import letter as L

FRAME = [("Malzeme", "Miktar", "Birim fiyat"), ("Taş yünü levha 8 cm", "6.400 m²", "425,00 TL"), ("Yapıştırma harcı 25 kg",
    "900 torba", "389,00 TL")]

KUZEY = [
    L("kz-307-talep", "2024-10-07 10:12", "kuzey", "info", "Yalı Evleri 2. etap - harç ve file", """
Selin Hanım merhaba,

2. etap için 150 torba yapıştırma harcı ve 60 rulo donatı filesi lazım. 14 Ekim haftasında alabilir miyiz?""", cc="hakan"),
    L("kz-307-fiyat", "2024-10-08 09:40", "selin", "kuzey", "Re: Yalı Evleri 2. etap - harç ve file", """
Derya Hanım,

Harç 322,00 TL, file 415,00 TL: toplam 73.200,00 TL + KDV. 14 Ekim Pazartesi öğleden sonra şantiyede olur.""",
      re="kz-307-talep", cc="hakan"),
    L("kz-307-siparis", "2024-10-08 15:20", "kuzey", "info", "Sipariş KZ-2024-307", """
Uygundur, sipariş listemiz ektedir. Faturayı bundan sonra Pelin Hanım'a (muhasebe) gönderin lütfen.""",
      re="kz-307-fiyat", cc="hakan murat",
      each=True, attachments=[("csv", "KZ-2024-307.csv",
                               "Sıra;Malzeme;Miktar;Birim\n1;Yapıştırma harcı 25 kg;150;torba\n2;Donatı filesi 50 "
                               "m;60;rulo\n")]),
    L("kz-307-cikis", "2024-10-14 11:05", "hakan", "lojistik", "Yükleme A-21102", """
Merhaba, A-21102 hazır: 9 palet, Yalı Evleri. Şoför kapıda Gökhan Bey'i arasın: 0532 555 01 41.""", cc="selin"),
    L("kz-307-eksik", "2024-10-14 15:25", "hakan", "selin", "A-21102: 6 torba rampada", """
Selin Hanım, 6 torba harç rampada kalmış, sayımda ben de gördüm. Yırtık dedikleri 3 torbanın bandını burada taktık, içi sağlam.
Murat Bey fatura kesmeden bilsin.""", cc="murat", relay=True),
    L("kz-307-fatura", "2024-10-16 16:30", "murat", "pelin", "Fatura MLT2024000001188", """
Sayın Aydoğan,

KZ-2024-307 faturamız ektedir: 73.200,00 + KDV 14.640,00 = 87.840,00 TL. Vade 15 Kasım 2024.""", cc="info",
      attachments=[("pdf", "MLT2024000001188.pdf", ["FATURA  MLT2024000001188", "Alıcı: Kuzey İnşaat", "Sipariş: KZ-2024-307",
                                                    "",
                    "150 torba harç    48.300,00", "60 rulo file      24.900,00", "KDV %20           14.640,00",
                    "Toplam            87.840,00 TL"])]),
    L("kz-307-itiraz", "2024-10-21 14:50", "pelin", "murat", "Re: Fatura MLT2024000001188", """
Murat Bey,

Şantiye 144 torba teslim almış. Eksik 6 torba için iade faturası kesmezseniz 85.521,60 TL ödeyebiliyoruz. Birazdan arayacağım.""",
      re="kz-307-fatura", cc="gokhan"),
    L("kz-307-iade", "2024-10-22 11:12", "murat", "pelin", "İade faturası MLT2024000001203", """
Pelin Hanım, konuştuğumuz gibi iade faturası ektedir: 6 torba, 1.932,00 + 386,40 = 2.318,40 TL.""",
      re="kz-307-itiraz", cc="info",
      attachments=[("pdf", "MLT2024000001203.pdf", ["İADE FATURASI  MLT2024000001203", "Kuzey İnşaat, KZ-2024-307",
                                                    "6 torba harç    1.932,00",
                                                    "KDV %20           386,40", "Toplam          2.318,40 TL"])]),
    L("kz-307-odeme", "2024-11-15 14:10", "pelin", "murat", "Re: İade faturası MLT2024000001203", """
85.521,60 TL bugün gönderildi, dekontu faksladım. Tarayıcımız bozuk.""", re="kz-307-iade"),
    L("kz-307-mutabakat", "2024-11-15 16:30", "murat", "pelin", "Re: İade faturası MLT2024000001203", """
Faks geldi, teşekkürler. 15.11.2024 itibarıyla cari bakiyeniz sıfırdır.""", re="kz-307-odeme"),
    L("kz-064-siparis", "2025-04-29 09:22", "kuzey", "hakan", "Körfez Konutları A blok - KZ-2025-064", """
Hakan Bey,

200 torba sıva istiyoruz, fiyatta Selin Hanım ile 356,00 TL'de anlaştık. 8 Mayıs sabahı şantiyeye, vinç 11'de gidiyor.""",
      cc="selin"),
    L("kz-064-kapi", "2025-05-07 17:31", "gokhan", "hakan", "yarınki sıva", """
Hakan Bey arka kapıdan girin, ön kapıda beton döküyoruz. 08:30-10:30 arası vinç sizin.""", re="kz-064-siparis", linked=False),
    L("kz-064-irsaliye", "2025-05-08 10:48", "hakan", "gokhan", "Re: yarınki sıva", """
İndirildi, 200 torba, irsaliye A-22990. Boş 4 palet geri aldık.""", re="kz-064-kapi", cc="selin murat"),
    L("kz-064-fatura", "2025-05-12 15:00", "murat", "pelin", "Fatura MLT2025000000318", """
Sayın Aydoğan,

KZ-2025-064: 71.200,00 + KDV 14.240,00 = 85.440,00 TL, vade 11 Haziran 2025.""",
      attachments=[("pdf", "MLT2025000000318.pdf", [
        "FATURA  MLT2025000000318", "Alıcı: Kuzey İnşaat", "Sipariş: KZ-2025-064", "", "200 torba sıva   71.200,00",
        "KDV %20         14.240,00",
        "Toplam          85.440,00 TL", "Vade: 11.06.2025"])]),
    L("kz-064-hatirlatma", "2025-06-16 09:05", "murat", "pelin", "Re: Fatura MLT2025000000318", """
Pelin Hanım, 11 Haziran vadeli 85.440,00 TL henüz görünmüyor; bayrama denk geldi sanırım. Tarihini yazar mısınız?""",
      re="kz-064-fatura"),
    L("kz-064-izin", "2025-06-16 09:06", "pelin", "murat", "Otomatik yanıt: Re: Fatura MLT2025000000318", """
19 Haziran'a kadar yıllık izindeyim. Acil ödemeler için: riza.korkmaz@kuzey-insaat.example""",
      re="kz-064-hatirlatma", quote=False, null_sender=True,
      sign=False, headers=[("Auto-Submitted", "auto-replied (vacation)"), ("Precedence", "bulk")]),
    L("kz-064-odeme", "2025-06-20 11:37", "pelin", "murat", "Re: Fatura MLT2025000000318", """
İzinden döndüm, 85.440,00 TL bugün ödendi. Dekont ekte.""",
      re="kz-064-hatirlatma", attachments=[("pdf", "dekont-20-06-2025.pdf", [
        "DEKONT", "Gönderen: Kuzey İnşaat", "Tutar: 85.440,00 TL", "Açıklama: MLT2025000000318"])]),
    L("kz-ca-maddeler", "2025-09-26 16:10", "selin", "aylin", "Körfez çerçeve anlaşması - maddeler", """
Aylin, Onur Bey'e ay sonuna söz verdim. Maddeler:

1. 6.400 m² levha 425,00 TL, 900 torba harç 389,00 TL (toplam 3.070.100,00 TL)
2. Şantiyede teslim, nakliye dahil
3. Peşin ödemede %4
4. Fiyat farkı: sen nasıl yazıyordun ihracatta?

Murat, vade için 30 gün uygun mu?""", cc="murat", re="kuzey-miktar", linked=False, quote=False, each=True),
    L("kz-ca-taslak", "2025-09-29 12:18", "aylin", "selin", "Re: Körfez çerçeve anlaşması - maddeler", """
Taslak ekte. 4. maddeye "her ay kur farkı" yazdım, itiraz ederlerse endekse döneriz. Bakıp dönersen yarın gönderiyorum.""",
      re="kz-ca-maddeler", cc="murat", attachments=[("docx", "ÇA-2025-07 taslak 1.docx", (
          "Çerçeve Anlaşma ÇA-2025-07, taslak 1", "Aylin Ersoy", "2025-09-29", ["4. Fiyatlar her ay kur farkı kadar değişir."],
          FRAME))]),
    L("kz-ca-gonderim", "2025-09-30 17:02", "aylin", "kuzey2", "Çerçeve anlaşma taslağı ÇA-2025-07", """
Onur Bey merhaba,

Selin Hanım'ın söz verdiği taslak ektedir: 3.070.100,00 TL + KDV, şantiyede teslim. Görüşlerinizi ekim başında alabilirsek
A blok ekim ortasında başlar.""", re="kuzey-miktar", cc="riza selin", attachments=[("docx", "ÇA-2025-07 taslak 1.docx", (
        "Çerçeve Anlaşma ÇA-2025-07, taslak 1", "Aylin Ersoy", "2025-09-29", ["4. Fiyatlar her ay kur farkı kadar değişir."],
        FRAME))]),
    L("kz-ca-itiraz", "2025-10-01 18:44", "riza", "aylin", "Re: Çerçeve anlaşma taslağı ÇA-2025-07", """
Aylin Hanım,

4. madde bu haliyle imzalanmaz. Fiyat en az 2026 ortasına kadar sabit olmalı. Onur Bey arayacak.""",
      re="kz-ca-gonderim", cc="kuzey2 info",
      folder="Körfez Konutları"),
    L("kz-ca-metin2", "2025-10-09 10:56", "selin", "kuzey2", "Re: Çerçeve anlaşma taslağı ÇA-2025-07", """
Onur Bey, Rıza Bey,

Telefonda konuştuğumuz metin ektedir: fiyatlar 30.06.2026'ya kadar sabit, sonra çeyrekte bir endeks kadar. İmzalı üç sayfayı
0232 555 01 11'e fakslarsanız aynı gün başlarız.""", re="kz-ca-itiraz", cc="riza aylin murat", folder="Körfez Konutları",
      attachments=[("docx", "ÇA-2025-07.docx", ("Çerçeve Anlaşma ÇA-2025-07", "Selin Karadağ", "2025-10-09", [
          "4. Fiyatlar 30.06.2026'ya kadar sabittir. Sonrasında her çeyrekte üretici fiyat endeksi kadar değişir."], FRAME))]),
    L("kz-ca-onay", "2025-10-10 21:13", "onur", "info aylin", "Re: Çerçeve anlaşma taslağı ÇA-2025-07", """
Rıza Bey tamam dedi, salı günü imzalayıp fakslıyorum.""", re="kz-ca-metin2", folder="Körfez Konutları"),
    L("kz-b-plan", "2025-10-23 08:20", "hakan", "selin", "B blok ölçüleri", """
Ölçüleri aldım, genişlik 9,40 m. Planı 7 Kasım'a kadar çizip Gökhan Bey'e göndereceğim.""", cc="aylin", relay=True),
    L("kz-b-soru", "2025-11-04 14:36", "gokhan", "hakan", "B blok depo planı", """
Hakan Bey plan ne oldu? Vinci 17 Kasım haftasına ayarlamam için bu cuma elimde olmalı. Gelmezse iki gün kayarız.""",
      cc="info", unread=True),
]

TUNALI = [
    L("tn-a1", "2025-01-21 09:50", "selin", "zeynep", "Re: Cephe detayı hakkında", """
Zeynep Hanım,

8 cm levhanın sınıfı A1, sınıflandırma raporu BW/2025/0081 ektedir.""",
      re="zeynep-detay", cc="aylin", attachments=[("pdf", "BW-2025-0081.pdf", [
        "CLASSIFICATION REPORT BW/2025/0081", "Stone wool board 80 mm, 150 kg/m³", "Reaction to fire: A1"])]),
    L("tn-a1-ozel", "2025-01-21 10:30", "selin", "zeynep2", "Fwd: Cephe detayı hakkında", """
Zeynep, ofis postan çalışmadığı için buraya da gönderiyorum.""", re="tn-a1", linked=False, quote=False, cc="aylin",
      attachments=[("forward", "", "tn-a1")]),
    L("tn-a1-tesekkur", "2025-01-23 23:02", "zeynep2", "info aylin", "RE: Cephe detayi hakkinda", """
aldım ikisine de teşekkürler, belediye A1'i gördü itirazı kapattı :)""", re="tn-a1-ozel", coding="8bit"),
    L("tn-fatura", "2025-02-24 10:40", "murat", "ece", "Fatura MLT2025000000088", """
Ece Hanım, numune ve danışmanlık faturamız ektedir: 54.000,00 + KDV 10.800,00 = 64.800,00 TL.""",
      attachments=[("pdf", "MLT2025000000088.pdf", [
        "FATURA  MLT2025000000088", "Alıcı: Tunalı Mimarlık", "Toplam 64.800,00 TL"])]),
    L("tn-unvan", "2025-02-25 09:11", "ece", "murat", "Re: Fatura MLT2025000000088", """
Murat Bey, ünvanımız "Tunalı Mimarlık Müh. Ltd. Şti." olmalı, düzeltip yeniden gönderir misiniz? Ödemeyi ona göre 3 Mart'ta yaparız.""",
      re="tn-fatura", claims="us-ascii"),
    L("tn-duzeltme", "2025-02-25 13:24", "murat", "ece", "Re: Fatura MLT2025000000088", """
Düzeltildi, sayısı aynı kaldı. Kolay gelsin.""", re="tn-unvan"),
    L("tn-profil", "2025-04-14 11:09", "baris", "info aylin", "Köşe profili - iki seçenek", """
Merhaba, perşembe günkü görüşmeden sonra iki profil düşündük: 6 mm alüminyum ve 4 mm paslanmaz. Hangisini stoktan verebilirsiniz?""",
      attachments=[("png", "profil.png", (80, 60))], folder="Körfez Konutları"),
    L("tn-kose", "2025-04-24 17:12", "selin", "baris", "Re: Köşe profili - iki seçenek", """
Barış Bey,

6 mm alüminyum stokta, 120 boy. Köşe detayını 8 cm levhayla denedik, çizim ektedir; fotoğrafı telefonunuza attım.""",
      re="tn-profil",
      cc="zeynep ece aylin", attachments=[("pdf", "kose-detayi.pdf", ["KÖŞE DETAYI  Körfez Konutları",
                                                                      "Levha 80 mm, profil 6 mm alüminyum", "Derz 8 mm"])]),
    L("tn-kesit", "2025-10-29 15:58", "baris", "info aylin", "C blok kesiti - U değeri", """
Selin Hanım, C blok kesitini şimdi fakslıyorum. U değeri hesabını 14 Kasım'a kadar yazılı alabilir miyiz? Belediye dosyasına girecek.""",
      folder="Körfez Konutları"),
    L("tn-gecikti", "2025-11-17 10:27", "baris", "info aylin", "Re: C blok kesiti - U değeri", """
Hesap gelmedi, dosyayı 14'ünde veremedik. Belediye 28 Kasım'a kadar süre tanıdı; lütfen bu hafta gönderin. Zeynep Hanım da soruyor.""",
      re="tn-kesit", cc="zeynep", unread=True),
]
