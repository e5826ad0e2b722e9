"""Letters within the company and with its suppliers: counts, invoices, a forged notice, Aylin's farewell. See make_fixtures.py."""

from fixture_company_people import letter as L

SUPPLIERS = [
    L("sp-hafta-1", "2025-01-13 08:30", "buse", "hakan", "Haftalık yükleme listesi 3/2025", """
Günaydın, 3. hafta listesi ektedir. Perşembe yükümüz tam, bir palet cumaya kaldı.""",
      attachments=[("csv", "yükleme-2025-03.csv",
          "Gün;Malzeme;Palet\nSalı;Sıva;4\nPerşembe;Yapıştırma harcı;6\nCuma;Sıva;1\n")]),
    L("sp-0212", "2025-03-10 10:14", "cem", "murat", "Fatura PK-2025-0212", """
Murat Bey, şubat sevkiyatlarının faturası ektedir: 168.300,00 TL, vade 14 Mart 2025. Hesap bilgilerimiz faturanın altındadır.""",
      attachments=[("pdf", "PK-2025-0212.pdf", ["FATURA  PK-2025-0212", "Poyraz Kimya", "Toplam 168.300,00 TL",
                                                "IBAN TR00 0000 1111 0000 2222 0000 33"])]),
    L("sp-0212-sahte", "2025-03-11 22:51", "cem", "murat", "ACİL: Fatura PK-2025-0212 - IBAN değişikliği", """
Murat Bey, banka hesabımız denetim nedeniyle değişmiştir. PK-2025-0212 ödemesini TR00 0000 9999 0000 8888 0000 77 hesabına bugün
yapmanızı, telefonla aramamanızı rica ederiz, toplantıdayım.""",
      same_id="sp-0212", reply_to="cem.altinok@poyraz-kimya-muhasebe.example",
      relayed_by="vps.cheap-host.example"),
    L("sp-0212-uyari", "2025-03-13 09:20", "cem", "murat", "Sahte iletiler hakkında", """
Murat Bey, telefonda söylediğim gibi IBAN'ımız aynı. 11 Mart gecesi adımıza atılan ileti için suç duyurusunda bulunduk; elinizdeki kopyayı silmeyin.""",
      cc="info"),
    L("sp-0212-odendi", "2025-03-14 11:02", "murat", "cem", "Re: Fatura PK-2025-0212", """
Cem Bey, 168.300,00 TL bugün bildiğimiz IBAN'a ödendi.""", re="sp-0212"),
    L("sp-hafta-2", "2025-05-19 08:31", "buse", "hakan", "Haftalık yükleme listesi 21/2025", """
Yeni 1,0 m'lik paletlerle ilk hafta. Rafa sığmazsa haber verin.""", attachments=[("csv", "yükleme-2025-21.csv",
          "Gün;Malzeme;Palet\nPazartesi;Sıva;3\nÇarşamba;Derz dolgusu;2\n")]),
    L("lj-datca", "2025-08-28 17:04", "lojistik", "hakan", "Teslimat bildirimi A-23340",
      "Teslimat bildirimi\nİrsaliye: A-23340\nAlıcı: Mavi Koy Datça\nSaat: 16:20\n"
      "14 palet eksiksiz teslim edilmiştir.", cc="info", charset="iso8859-9", html="""
<html><body><h2>Teslimat bildirimi</h2><table border="1"><tr><th>İrsaliye</th><td>A-23340</td></tr><tr><th>Alıcı</th><td>Mavi Koy Datça</td></tr>
<tr><th>Saat</th><td>16:20</td></tr></table><p>14 palet eksiksiz teslim edilmiştir.</p></body></html>
"""),
    L("lj-fiyat", "2025-10-20 09:00", "lojistik", "hakan murat", "1 Kasım navlun tarifesi", """
İzmir-Bodrum 14.200 TL, İzmir-Ankara 21.500 TL, kapı teslim. Yakıt farkı ayrıca yazılmaz.""",
      charset="cp1254", claims="utf-8", coding="8bit"),
    L("bk-komisyon", "2025-11-14 07:02", "banka", "murat", "24TM00917 dönem komisyonu", """
24TM00917 sayılı teminat mektubunuz için 1.043,10 TL komisyon alınmıştır. Mektup iade edilene kadar üç ayda bir alınır.""",
      headers=[("Auto-Submitted", "auto-generated")]),
]

INTERNAL = [
    L("ic-sayim-duyuru", "2023-11-20 09:00", "tarik", "selin aylin murat hakan", "Yıl sonu sayımı", """
Arkadaşlar, sayım 29 Aralık Cuma. Depo o gün sevkiyat yapmaz; müşterilere şimdiden söyleyin."""),
    L("ic-sayim-2023", "2023-12-29 16:20", "hakan", "murat", "Sayım 2023", """
Sayım bitti, liste ekte. 3 torba sıva fark var, sel baskınından kalanlar.""",
      cc="tarik", attachments=[("csv", "sayım-2023.csv",
          "Malzeme;Sistem;Sayım\nSıva 25 kg;412;409\nYapıştırma harcı 25 kg;388;388\nTaş yünü levha 5 cm;960;960\n")]),
    L("ic-acik-2024", "2024-07-30 17:48", "murat", "tarik", "Açık faturalar, temmuz sonu", """
Vadesi geçen yok; liste ektedir. Harbour Lane bu ay 7.417,50 EUR ödedi.""",
      re="arsiv-06", linked=False, quote=False, cc="selin aylin", each=True,
      attachments=[("csv", "açık-faturalar-2024-07.csv",
                    "Müşteri;Fatura;Tutar;Vade\nLodos Otel;MLT2024000000721;38.940,00;20.08.2024\n")]),
    L("ic-sayim-2024", "2024-12-27 17:11", "hakan", "murat", "Sayım 2024", """
Bu yıl fark yok. Ekteki listede yeni gözlerin adresi de var.""",
      cc="tarik", relay=True, attachments=[("csv", "sayım-2024.csv",
          "Malzeme;Göz;Sayım\nSıva 25 kg;B-02;517\nYapıştırma harcı 25 kg;B-03;290\nTravertin 30x60;D-01;640\n")]),
    L("ic-istifa", "2025-10-06 18:20", "aylin", "tarik", "Konuşmamız gerek", """
Tarık Bey, uzun düşündüm: 31 Ekim'de ayrılmak istiyorum. Yarın on dakikanız olur mu? Devir için elimden geleni yaparım."""),
    L("ic-istifa-yanit", "2025-10-07 08:02", "tarik", "aylin", "Re: Konuşmamız gerek", """
Üzüldüm ama anlıyorum. 9:30'da gel. Yerine Deniz Yalçın 3 Kasım'da başlayabilir.""", re="ic-istifa"),
    L("ic-devir-toplanti", "2025-10-17 15:55", "tarik", "aylin selin deniz", "Devir toplantısı 20 Ekim 16:00", """
Aylin açık işlerin listesini getirsin, Deniz dinlesin, Selin ilk iki hafta yanında olsun.""", cc="murat", each=True),
    L("ic-devir", "2025-10-27 18:36", "aylin", "deniz selin", "Açık işler - devir listesi", """
Deniz, Selin, söz verdiklerim ve tarihleri:

- Lindenau: 2026 fiyat listesi, 15 Kasım (katalogları sonra kapanıyor!)
- Harbour Lane: HL-0588 iade faturası 286,00 EUR, 7 Kasım (Murat beyannameyi bekliyor)
- Mavi Koy: Kaş numune panosu, 10 Kasım (malzeme rafın 2. gözünde)
- Pennine: konteyner 10 Kasım'da Felixstowe'da, Fjordline serbest bırakma talimatı isteyecek
- Körfez: Kuzey'in imzalı 3. sayfası hâlâ gelmedi

Ayrıntılar ekte.""",
      cc="tarik murat", attachments=[("docx", "Devir listesi Aylin.docx", ("Devir listesi", "Aylin Ersoy", "2025-10-27", [
          "Her satır bir söz."], [("Müşteri", "Ne", "Ne zaman"), ("Lindenau", "Fiyat listesi 2026", "15.11.2025"),
                                  ("Harbour Lane", "İade faturası 286,00 EUR", "07.11.2025"),
          ("Mavi Koy", "Kaş numune panosu", "10.11.2025"), ("Pennine", "Serbest bırakma talimatı", "21.11.2025")]))]),
    L("ic-veda", "2025-10-31 16:50", "aylin", [], "Goodbye / Hoşça kalın", """
Dear friends, sevgili dostlar,

after seven years I leave Meltem today. Deniz Yalçın (deniz.yalcin@meltem-yapi.example) answers from Monday on. Taş gibi kalın!""",
      english=True,
      to_header="undisclosed-recipients:;", headers=[("Bcc",
                                                      "k.lindenau@lindenau-naturstein.example, "
                                                      "nora.whitfield@harbour-lane.example.com, "
                                                      "tom.ashdown@pennine-tile.example, "
                                                      "sevgi.demirkan@mavikoy-otelleri.example")]),
    L("ic-oto-1", "2025-11-06 11:19", "aylin", "joerg", "Automatic reply: Re: Goodbye, and who comes next", """
Aylin Ersoy has left Meltem Yapı. Please write to deniz.yalcin@meltem-yapi.example; this mailbox is read once a week.""",
      re="ln-liste", quote=False,
      sign=False, null_sender=True, headers=[("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]),
    L("ic-oto-2", "2025-11-12 17:07", "aylin", "nora", "Automatic reply: Re: HL-0588 crate 4 cracked", """
Aylin Ersoy has left Meltem Yapı. Please write to deniz.yalcin@meltem-yapi.example; this mailbox is read once a week.""",
      re="hl-0588-where",
      quote=False, sign=False, null_sender=True, headers=[("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress",
          "All")]),
    L("ic-merhaba", "2025-11-03 09:12", "deniz", "murat hakan", "Merhaba", """
Bugün başladım, Aylin'in masasındayım. Hakan Bey, Kaş panosunun malzemesini görmeye inebilir miyim?""", cc="tarik"),
    L("ic-beyanname", "2025-11-19 16:02", "deniz", "murat", "HL-0588 beyanname numarası", """
Murat Bey, beyanname 25350400EX00118842. İade faturası bugün çıkabilir mi? Nora Hanım ekim kapanışına koyamadı, 12'sinden beri bekliyor.""",
      unread=True),
]
