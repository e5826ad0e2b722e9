"""Notes of meetings and calls, as NDJSON with files beside it. See make_fixtures.py.

A note: author, time, medium, place, purpose, people of the other side (keys of WITH), text; then a follow-up (due, who, what)
and files where there are any.
"""

import base64
import json

from fixture_documents import docx, pdf
from fixture_faxes import scan
from fixture_time import rfc3339

# How the authors wrote the people down: an address, a number or only a name.
WITH = {
    "derya": {"name": "Derya Aksoy", "identity": "satinalma@kuzey-insaat.example"},
    "onur": {"name": "Onur Bilgin", "identity": "+905325550142"},
    "riza": {"name": "Rıza Korkmaz", "identity": "riza.korkmaz@kuzey-insaat.example"},
    "gokhan": {"name": "Gökhan Sezer", "identity": "gokhan.sezer@kuzey-insaat.example"},
    "pelin": {"name": "Pelin Aydoğan", "identity": "muhasebe@kuzey-insaat.example"},
    "nora": {"name": "Nora Whitfield", "identity": "nora.whitfield@harbour-lane.example.com"},
    "tom": {"name": "Tom Ashdown", "identity": "tom.ashdown@harbour-lane.example.com"},
    "tom2": {"name": "Thomas Ashdown", "identity": "tom.ashdown@pennine-tile.example"},
    "priya": {"name": "Priya Nair", "identity": "priya.nair@harbour-lane.example.com"},
    "gareth": "+44 20 7946 0158",
    "zeynep": {"name": "Zeynep Tunalı", "identity": "zeynep@tunali-mimarlik.example"},
    "baris": {"name": "Barış Gönen", "identity": "baris.gonen@tunali-mimarlik.example"},
    "ece": "ece.sarp@tunali-mimarlik.example",
    "sevgi": {"name": "Sevgi Demirkan", "identity": "sevgi.demirkan@mavikoy-otelleri.example"},
    "tolga": {"name": "Tolga Er", "identity": "0532 555 01 62"},
    "levent": {"name": "Levent Ulusoy", "identity": "bodrum.teknik@mavikoy-otelleri.example"},
    "canan": {"name": "Canan Işık", "identity": "0232 555 04 20"},
    "nihat": {"name": "Nihat Yörük", "identity": "nihat.yoruk@akcakum-limani.example"},
    "gulsen": {"name": "Gülşen Bal", "identity": "ihale@akcakum-limani.example"},
    "katrin": {"name": "Katrin Lindenau", "identity": "k.lindenau@lindenau-naturstein.example"},
    "joerg": {"name": "Jörg Behrens", "identity": "einkauf@lindenau-naturstein.example"},
    "uwe": "Uwe Petersen (Lindenau, Lager)",
    "feyza": {"name": "Feyza Alkan", "identity": "teknik@lodos-otel.example"},
    "cem": {"name": "Cem Altınok", "identity": "cem.altinok@poyraz-kimya.example"},
    "buse": "Buse Erdem",
    "aylin": "aylin.ersoy@meltem-yapi.example",
    "deniz": "deniz.yalcin@meltem-yapi.example",
    "ingrid": {"name": "Ingrid Solberg", "identity": "booking@fjordline.example"},
}
SELIN, AYLIN, MURAT, HAKAN, TARIK, DENIZ = "Selin Karadağ", "Aylin Ersoy", "Murat Tezel", "Hakan Uslu", "Tarık Meltem", "Deniz Yalçın"


def due(day, who, text):
    return {"due": day, "responsible": [who] if isinstance(who, str) else who, "text": text}


NOTES = [
    (AYLIN, "2023-11-16 11:00", "phone", "", "First call", "joerg",
     "Jörg called about my mail of the 14th. They stock French pattern, want tumbled "
     "and unfilled, 400 m² to begin with. He decides with Mrs Lindenau. Speaks good English; prefers prices FOB İzmir.",
     due("2023-11-20", AYLIN, "Send price per m² FOB and two samples")),
    (AYLIN, "2023-12-06 10:00 +01", "video", "", "Order LN-23-31", "katrin joerg uwe",
     "Went through order LN-23-31 line by line: 400 m² at EUR 27.90. "
     "Uwe needs pallets of at most 1,100 kg because of the old forklift. Loading in the third week of January.", None),
    (AYLIN, "2024-02-22 15:30 +01", "phone", "", "Shade of pallets 7 and 8", "katrin",
     "Mrs Lindenau is not angry but two pallets are visibly darker. Agreed: "
     "no return, 3 % off the next order, and from now on we photograph each pallet before loading.", due("2024-08-31", AYLIN,
         "3 % off the next Lindenau order")),
    (SELIN, "2024-03-18 16:30", "visit", "Yalı Evleri şantiyesi", "Kırık levhalar KZ-2024-118", "derya gokhan",
     "3 numaralı palet streçsiz yüklenmiş, 12 levha "
     "kırık. Tutanak imzalandı. Gökhan Bey palet köşelerine koruma istiyor. Derya Hanım ikinci partiye kadar bekleyecek.", None,
     ("tutanak-A-20417.pdf", "application/pdf", lambda: pdf("HASAR TUTANAĞI  A-20417", [
         "18.03.2024, Yalı Evleri şantiyesi", "12 adet taş yünü levha 5 cm kırık teslim alınmıştır.", "Şoför: Yusuf Kaya",
         "Teslim alan: Gökhan Sezer"]))),
    (SELIN, "2024-05-16 14:10", "phone", "", "İhale 2024/17 soruları", "gulsen",
     "R12 belgesi başka renkten de olabilir. Dört parti şart, tarih kaydırılamaz. "
     "Teklif faksla geçerli, aslı sonra verilecek.", due("2024-05-27", [SELIN, TARIK], "Teklifi saat 14:00'ten önce faksla")),
    (TARIK, "2024-07-01 11:00", "visit", "Akçakum Liman İşletmesi", "Sözleşme 2024/17 imzası", "nihat gulsen",
     "Sözleşme imzalandı, 2.318.000 TL + KDV. "
     "Teminat mektubunu Gülşen Hanım teslim aldı. Kapı işleri için muhatap Sami Öz.", None,
     ("sozlesme-2024-17.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", lambda: docx(
         "Sözleşme 2024/17", TARIK, "2024-07-01", ["Akçakum Liman İşletmesi ile Meltem Yapı Malzemeleri A.Ş. arasında.",
                                                   "Bedel 2.318.000,00 TL + KDV; "
         "kesin teminat 139.080,00 TL (Körfez Bank 24TM00917)."], [("Parti", "Tarih", "Miktar"), ("1", "12.08.2024",
             "1.000 m²"),
         ("2", "02.09.2024", "1.000 m²"), ("3", "30.09.2024", "900 m²"), ("4", "21.10.2024", "900 m²")]))),
    (SELIN, "2024-09-11 10:00", "visit", "Lodos Otel, teras", "Teras keşfi", "feyza",
     "Teras projede 650, ölçümde 680 m². Eski membran üç yerde kabarmış, sökülecek. "
     "Feyza Hanım kasım başını kesin istiyor.", due("2024-09-16", SELIN, "680 m² için teklif")),
    (AYLIN, "2024-09-17 10:30 +01", "phone", "", "Terrazzo colours", "tom",
     "Tom is torn between Fog and Oyster; the café owner has the last word. He will fax the signed "
     "order because their scanner is broken.", None),
    (MURAT, "2024-10-21 15:15", "phone", "", "KZ-2024-307 eksik 6 torba", "pelin",
     "Pelin Hanım 6 torba için iade faturası istiyor: 1.932,00 + KDV 386,40 = 2.318,40 TL. "
     "Ödemeyi bunu düşerek yapacak: 85.521,60 TL.", due("2024-10-23", MURAT, "İade faturasını kes")),
    (HAKAN, "2024-11-18 14:00", "visit", "Akçakum limanı, yolcu iskelesi", "Geçici kabul", "nihat gulsen",
     "Dört parti de gezildi, kusur yok. Tutanağı üçümüz imzaladık. "
     "Nihat Bey kesin kabulü 18.11.2025 olarak not etti.", due("2025-11-18", [MURAT, HAKAN],
                                                               "Kesin kabul; sonra teminat mektubunu geri iste")),
    (SELIN, "2025-01-22 10:00", "visit", "Mavi Koy Otelleri, genel merkez", "Üç otelin banyoları", "sevgi levent tolga",
     "Bodrum 400, Datça 350, Kaş 400 m² travertin. Sevgi "
     "Hanım tek sözleşme, üç teslim istiyor. Levent Bey derz rengine çok dikkat ediyor. Yanımda Aylin vardı.", due("2025-01-29",
         SELIN, "Teklif, üç teslimli")),
    (AYLIN, "2025-02-20 10:00 +00", "video", "", "Samples for the Leeds café", "priya tom",
     "Priya wants three beiges side by side, honed only. Tom needs stock for a "
     "repair of HL-0512 next year. Parcel goes out today.", due("2025-02-21", AYLIN,
                                                                "Send three samples and the parcel number")),
    (MURAT, "2025-03-12 10:20", "phone", "", "IBAN değişikliği iletisi sahte", "cem",
     "Cem Bey IBAN'larının değişmediğini, 11 Mart tarihli iletiyi kendilerinin göndermediğini "
     "söyledi. Gerçek fatura 10 Mart'ta geldi: PK-2025-0212, 168.300,00 TL. Eski IBAN'a ödeyeceğim.", due("2025-03-14", MURAT,
         "PK-2025-0212'yi eski IBAN'a öde")),
    (SELIN, "2025-04-10 13:30", "visit", "Tunalı Mimarlık ofisi", "Körfez Konutları cephe detayı", "zeynep baris ece",
     "Köşe detayında 8 cm levha ve alüminyum profil. Zeynep "
     "Hanım çizimlerini belediyeden önce görmemizi istiyor. Aylin de katıldı.", due("2025-04-25", SELIN,
         "Köşe detayını dene, fotoğraf ve PDF gönder")),
    (HAKAN, "2025-05-14 09:30", "visit", "Poyraz Kimya fabrikası", "Palet boyu", "cem buse",
     "Paletleri 1,2 m'den 1,0 m'ye indirecekler, rafa sığıyor. Buse Hanım haftalık yükleme "
     "listesini pazartesi gönderecek.", None),
    (AYLIN, "2025-06-17 14:00 +01", "phone", "", "Tom at Pennine", "tom2",
     "Tom moved from Harbour Lane on 1 June; now head of buying at Pennine Stone & Tile, Halifax. Wants an "
     "account and 300 m² as a first order. Nora knows and is relaxed about it.", due("2025-06-20", AYLIN,
         "Account form to Pennine")),
    (HAKAN, "2025-08-28 16:30", "visit", "Mavi Koy Datça", "Datça teslimi A-23340", "tolga",
     "350 m², 14 palet, hasarsız. Tolga Bey Kaş için aynı paletleme yeterli dedi.", None),
    (AYLIN, "2025-09-09 09:30 +01", "video", "", "HL-0588", "nora gareth",
     "60 m² of the 2024 travertine for repairs in Bristol, EUR 35.75. Gareth must be there to "
     "receive it; only before 10:00, narrow street.", None),
    (AYLIN, "2025-09-17 11:00", "visit", "Meltem Yapı, İzmir", "Lindenau 2026", "katrin joerg",
     "They saw the quarry and the new saw. Plan for 2026: two containers in February, two "
     "in autumn. They need the 2026 price list by mid November for their catalogue; after that the page goes to somebody else.",
     due("2025-11-15", AYLIN, "Price list 2026 to Lindenau"), ("lindenau-plan-2026.docx",
                                                               "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     lambda: docx("Lindenau: plan 2026", AYLIN, "2025-09-17", ["Draft, agreed in İzmir."], [("Month", "Containers", "Goods"),
         ("February", "2", "French pattern, tumbled"),
      ("September", "1", "French pattern"), ("October", "1", "Slabs, honed")]))),
    (SELIN, "2025-09-23 09:40", "phone", "", "Çerçeve anlaşma miktarları", "onur",
     "6.400 m² ve 900 torba, A blok ekimde, B blok kasımda, C blok 2026 sonunda.", None),
    (SELIN, "2025-10-02 11:30", "phone", "", "ÇA-2025-07 madde 4", "onur riza",
     "Fiyatlar 30.06.2026'ya kadar sabit, sonra çeyrekte bir endeks kadar. Rıza Bey bununla imzalar. "
     "Peşin %4 kalıyor.", due("2025-10-10", SELIN, "Madde 4'ü değiştirip yeni metni gönder")),
    (AYLIN, "2025-10-15 14:00", "visit", "Mavi Koy Otelleri, genel merkez", "Kaş oteli", "sevgi tolga",
     "Kaş banyoları şubatta. Sevgi Hanım yönetim kuruluna göstermek için numune panosu "
     "istiyor: travertin, derz, profil bir arada.", due("2025-11-10", AYLIN, "Kaş için numune panosu")),
    (TARIK, "2025-10-20 16:00", "other", "Toplantı odası", "Devir: Aylin'in işleri", "aylin deniz",
     "Aylin 31 Ekim'de ayrılıyor, Deniz 3 Kasım'da başlıyor. Açık işler: Lindenau fiyat "
     "listesi, Harbour Lane iade faturası, Kaş panosu, Pennine tekrar siparişi. Selin iki hafta yanında olacak.",
     due("2025-11-07", [DENIZ, SELIN],
     "Açık işler listesini müşterilerle tek tek doğrula")),
    (AYLIN, "2025-10-21 10:15 +01", "phone", "", "HL-0588, crate 4", "gareth",
     "8 m² cracked in crate 4: 8 x 35.75 = EUR 286.00. Nora accepts a credit note instead of a "
     "replacement. I told Gareth: by 7 November at the latest.", due("2025-11-07", [AYLIN, MURAT],
                                                                     "Credit note EUR 286.00 to Harbour Lane")),
    (SELIN, "2025-10-22 11:00", "visit", "Körfez Konutları şantiyesi", "B blok sevkiyatı", "gokhan onur",
     "2.100 m² levha 17 Kasım haftasında. İndirme alanı iki TIR alıyor. Gökhan Bey "
     "depo planını görmeden vinç ayarlamayacak. Hakan ölçüleri aldı.", due("2025-11-07", HAKAN,
         "B blok depo ve indirme planını Gökhan Bey'e gönder"),
     ("b-blok-olculer.pdf", "application/pdf", lambda: pdf("B BLOK İNDİRME ALANI", ["Genişlik 9,40 m", "Derinlik 31 m",
         "Vinç yeri: kuzeydoğu köşe", "Ölçen: Hakan Uslu, 22.10.2025"]))),
    (SELIN, "2025-10-30 17:40", "phone", "", "C blok U değeri", "baris",
     "Faksı aldım, kesit okunuyor. 80 mm ile U değeri 0,36 civarı çıkmalı; hesabı yazılı istiyor, belediyeye "
     "14 Kasım'da verecek.", due("2025-11-14", SELIN, "U değeri hesabını yazılı gönder")),
    (MURAT, "2025-11-05 11:20", "phone", "", "MLT2025000000702 gecikti", "canan",
     "392.700,00 TL'nin vadesi 19 Ekim'de doldu. Canan Hanım nakit akışı yüzünden 21 Kasım'da ödeyeceklerini "
     "söyledi, yazılı teyit edecek.", due("2025-11-24", MURAT, "Ödeme geldi mi bak; gelmediyse Sevgi Hanım'ı ara")),
    (MURAT, "2025-11-12 09:50", "phone", "", "Teminat mektubunun iadesi", "nihat",
     "Kesin kabul 18 Kasım'da. Nihat Bey yazılı istek üzerine mektubu 28 Kasım'a kadar postaya vereceğini söyledi.",
     due("2025-11-20", MURAT, "İade yazısını faksla")),
    (DENIZ, "2025-11-13 10:00 +01", "video", "", "Container FJL-93340", "ingrid",
     "The container for Pennine waits at Felixstowe; free time ends on 21 November, then EUR 85 a day. Pennine "
     "has not named a haulier. Ingrid asks for the release instruction.", due("2025-11-20", DENIZ,
         "Release instruction to Fjordline")),
    (HAKAN, "2025-11-18 11:00", "visit", "Akçakum limanı, yolcu iskelesi", "Kesin kabul", "nihat",
     "Bir yılın sonunda iki karo değişti, başka kusur yok. Kesin kabul imzalandı.", None,
     ("kesin-kabul.tif", "image/tiff", lambda: scan("2025-11-18 12:05", "AKÇAKUM LİMAN İŞLETMESİ", [
         "KESİN KABUL TUTANAĞI  2024/17", "", "Yolcu iskelesi, 3.800 m². İki karo değiştirilmiştir.",
         "Kusur kalmamıştır. 18.11.2025", "", "Nihat Yörük             Hakan Uslu"]))),
]


def files():
    """Path below Fixtures/company → bytes."""
    out, lines = {}, []
    for number, (author, when, medium, place, purpose, people, text, follow_up, *attached) in enumerate(NOTES, 1):
        note = {"channel": "note", "author": author, "time": rfc3339(when), "medium": medium}
        if place:
            note["place"] = place
        note |= {"purpose": purpose, "text": text, "with": [WITH[p] for p in people.split()]}
        if attached:
            name, mime, document = attached[0]
            # The smallest stands within the line; the others lie beside it.
            if name == "tutanak-A-20417.pdf":
                place = {"data": base64.b64encode(document()).decode()}
            else:
                place, out["notes/files/" + name] = {"file": "files/" + name}, document()
            note["files"] = [{"name": name, "type": mime} | place]
        if follow_up:
            note["follow_up"] = follow_up
        note["diary_page"] = 100 + number
        lines.append(json.dumps(note, ensure_ascii=False) + "\n")
    return {"notes/notes.ndjson": "".join(lines).encode()} | out
