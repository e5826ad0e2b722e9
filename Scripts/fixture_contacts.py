"""Address books: Selin's from Outlook (CSV), Aylin's from her mobile (vCard 2.1, 3.0 and 4.0); our accounts. See make_fixtures.py.

People differ between the two on purpose: spelling, second addresses, old employers.
"""

import base64

from fixture_documents import jpeg

HEADINGS = ["Ad", "İkinci Ad", "Soyad", "Şirket", "Departman", "İş Unvanı", "İş Adresi Sokak", "İş Adresi Şehir", "İş Faksı",
            "İş Telefonu",
            "Cep Telefonu", "E-posta Adresi", "E-posta Görünen Adı", "E-posta 2 Adresi", "Kategoriler", "Notlar", "Web Sayfası"]

KUZEY = ("Kuzey İnşaat", "Atatürk Bulvarı 118", "Ankara", "0312 555 02 12", "0312 555 02 10", "https://kuzey-insaat.example")
TUNALI = ("Tunalı Mimarlık", "Kıbrıs Şehitleri Cad. 40/3", "İzmir", "0232 555 03 21", "0232 555 03 20",
          "https://tunali-mimarlik.example")
MAVI = ("Mavi Koy Otelleri", "Marina Yolu 7", "İzmir", "0232 555 04 21", "0232 555 04 20", "https://mavikoy-otelleri.example")
LIMAN = ("Akçakum Liman İşletmesi", "Liman Cad. 1", "Akçakum", "0232 555 05 11", "0232 555 05 10",
         "https://akcakum-limani.example")
POYRAZ = ("Poyraz Kimya", "Organize Sanayi 14. Sok.", "Manisa", "0232 555 06 11", "0232 555 06 10", "")
EGE = ("Ege Lojistik", "Gümrük Sok. 9", "İzmir", "0232 555 07 11", "0232 555 07 10", "")
LODOS = ("Lodos Otel", "Sahil Yolu 52", "Çeşme", "", "0232 555 08 20", "")
HARBOUR = ("Harbour Lane Interiors", "14 Harbour Lane", "Bristol", "+44 20 7946 0109", "+44 20 7946 0100", "")
NONE = ("", "", "", "", "", "")

# First, middle and last name, firm, department, title, mobile, address, second address, categories, notes.
OUTLOOK = [
    ("Derya", "", "Aksoy", KUZEY, "Satın Alma", "Satın Alma Sorumlusu", "0532 555 01 40", "satinalma@kuzey-insaat.example",
     "derya.aksoy@posta.example",
     "Müşteri", "Eylül 2025'te ayrıldı, yerine Onur Bilgin geldi"),
    ("Onur", "", "Bilgin", KUZEY, "Satın Alma", "Satın Alma Sorumlusu", "0532 555 01 42", "satinalma@kuzey-insaat.example", "",
     "Müşteri", ""),
    ("Gökhan", "", "Sezer", KUZEY, "Şantiye", "Şantiye Şefi", "0532 555 01 41", "gokhan.sezer@kuzey-insaat.example", "",
     "Müşteri", "Şantiye: 0232 555 02 40"),
    ("Pelin", "", "Aydoğan", KUZEY, "Muhasebe", "Muhasebe Uzmanı", "", "muhasebe@kuzey-insaat.example", "", "Müşteri;Muhasebe",
     ""),
    ("Rıza", "", "Korkmaz", KUZEY, "Yönetim", "Genel Müdür Yardımcısı", "", "riza.korkmaz@kuzey-insaat.example", "",
     "Müşteri;Yönetici", "Anlaşmaları o imzalar"),
    ("Zeynep", "", "Tunalı", TUNALI, "", "Mimar, kurucu", "0532 555 01 50", "zeynep@tunali-mimarlik.example",
     "zeynep.tunali@posta.example", "Mimar", "Özel adresi ikinci sırada"),
    ("Barış", "", "Gönen", TUNALI, "Cephe", "Mimar", "0532 555 01 51", "baris.gonen@tunali-mimarlik.example", "", "Mimar", ""),
    ("Ece", "Nur", "Sarp", TUNALI, "Ofis", "Ofis Yöneticisi", "", "ece.sarp@tunali-mimarlik.example",
     "ofis@tunali-mimarlik.example", "Mimar", ""),
    ("Sevgi", "", "Demirkan", MAVI, "Satın Alma", "Grup Satın Alma Müdürü", "0532 555 01 60",
     "sevgi.demirkan@mavikoy-otelleri.example", "", "Müşteri;Yönetici", ""),
    ("Levent", "", "Ulusoy", MAVI, "Teknik", "Teknik Müdür, Bodrum", "0532 555 01 61", "bodrum.teknik@mavikoy-otelleri.example",
     "", "Müşteri", "Derz rengine dikkat eder"),
    ("Tolga", "", "Er", MAVI, "Projeler", "Proje Müdürü", "0532 555 01 62", "tolga.er@mavikoy-otelleri.example", "", "Müşteri",
     ""),
    ("Canan", "", "Işık", MAVI, "Muhasebe", "Muhasebe Müdürü", "", "muhasebe@mavikoy-otelleri.example", "", "Müşteri;Muhasebe",
     ""),
    ("Nihat", "", "Yörük", LIMAN, "İnşaat", "İnşaat Müdürü", "0532 555 01 70", "nihat.yoruk@akcakum-limani.example", "", "Kamu",
     ""),
    ("Gülşen", "", "Bal", LIMAN, "İhale Birimi", "İhale Birimi Sorumlusu", "", "ihale@akcakum-limani.example", "", "Kamu", ""),
    ("Sami", "", "Öz", LIMAN, "Güvenlik", "Kapı Amiri", "0532 555 01 71", "", "", "Kamu", "E-posta kullanmıyor"),
    ("Cem", "", "Altınok", POYRAZ, "Satış", "Bölge Satış Müdürü", "0532 555 01 80", "cem.altinok@poyraz-kimya.example", "",
     "Tedarikçi",
     "IBAN'ı yalnız telefonla teyit et!\n12 Mart 2025: sahte ileti geldi"),
    ("Buse", "", "Erdem", POYRAZ, "Sevkiyat", "Sevkiyat Sorumlusu", "", "sevkiyat@poyraz-kimya.example", "", "Tedarikçi", ""),
    ("", "", "", EGE, "", "", "", "operasyon@ege-lojistik.example", "", "Nakliye", "Kurum kaydı"),
    ("Yusuf", "", "Kaya", EGE, "", "Şoför", "0532 555 01 90", "", "", "Nakliye", "Plaka 35 ÖRN 024"),
    ("Feyza", "", "Alkan", LODOS, "Teknik Müdürlük", "Teknik Müdür", "0532 555 01 85", "teknik@lodos-otel.example", "",
     "Müşteri", ""),
    ("Nora", "", "Whitfield", HARBOUR, "", "Director", "+44 20 7946 0101", "nora.whitfield@harbour-lane.example.com", "",
     "İhracat", ""),
    ("Tom", "", "Ashdown", HARBOUR, "Projects", "Projects Buyer", "+44 20 7946 0155", "tom.ashdown@harbour-lane.example.com",
     "", "İhracat", ""),
    ("Kemal", "", "Usta", NONE, "", "", "0532 555 01 99", "usta.kemal@posta.example", "", "",
     'Sıvacı; "Kemal Usta" diye geçer'),
    ("Okan", "", "Çınar", ("Çınar Peyzaj", "", "Urla", "", "", ""), "", "Sahibi", "0532 555 01 95",
     "bilgi@çınar-peyzaj.example", "", "Müşteri", ""),
    ("İbrahim", "", "Şen", ("Güneş Yapı", "", "", "", "", ""), "", "", "", "ibrahim.sen@gunes-yapi.example", "", "",
     "Adres geri döndü (17.06.2024)"),
    ("Aylin", "", "Ersoy", ("Meltem Yapı Malzemeleri A.Ş.", "", "İzmir", "", "0232 555 01 10", ""), "İhracat", "İhracat Satış",
     "0532 555 01 12",
     "aylin.ersoy@meltem-yapi.example", "", "Biz", "31.10.2025'e kadar"),
]


def outlook():
    """Windows-1254, semicolons, a field in quotes where it must be, as Outlook exports in Turkey."""
    rows = [HEADINGS]
    for first, middle, last, firm, department, title, mobile, mail, second, categories, notes in OUTLOOK:
        company, street, city, fax, phone, web = firm
        shown = " ".join(p for p in (first, middle, last) if p) or company
        rows.append([first, middle, last, company, department, title, street, city, fax, phone, mobile, mail,
                     "%s (%s)" % (shown, mail) if mail else "", second, categories, notes, web])

    def field(text):
        return '"%s"' % text.replace('"', '""') if any(c in text for c in ';"\n') else text
    return "".join(";".join(map(field, row)) + "\r\n" for row in rows).encode("cp1254")


def folded(line):
    """Lines of at most 75 octets, never cut within a letter (RFC 6350 section 3.2)."""
    out, room = "", 75
    for letter in line:
        size = len(letter.encode())
        if size > room:
            out, room = out + "\r\n ", 74
        out, room = out + letter, room - size
    return out + "\r\n"


def card(version, *lines):
    return "".join(map(folded, ("BEGIN:VCARD", "VERSION:" + version) + lines + ("END:VCARD",)))


PHOTO = base64.b64encode(jpeg(6, 6, lambda x, y: 200 - 25 * abs(x - 2) - 20 * abs(y - 2))).decode()

CARDS = [
    card("3.0", "N:Whitfield;Nora;;Ms;", "FN:Nora Whitfield", "ORG:Harbour Lane Interiors;", "TITLE:Director",
         "EMAIL;TYPE=INTERNET;TYPE=WORK;TYPE=pref:nora.whitfield@harbour-lane.example.com", "TEL;TYPE=CELL:+44 20 7946 0101",
         "TEL;TYPE=WORK,FAX:+44 20 7946 0109", "ADR;TYPE=WORK:;;14 Harbour Lane;Bristol;;;United Kingdom",
         "NOTE:Prefers email\\; calls back on Fridays.\\nDaughter studies Turkish.", "CATEGORIES:Export,UK"),
    card("3.0", "N:Ashdown;Thomas;;;", "FN:Tom Ashdown", "ORG:Pennine Stone & Tile;Buying", "TITLE:Head of Buying",
         "EMAIL;TYPE=INTERNET;TYPE=WORK;TYPE=pref:tom.ashdown@pennine-tile.example",
         "item1.EMAIL;TYPE=INTERNET:tom.ashdown@harbour-lane.example.com",
         "item1.X-ABLabel:old (Harbour Lane\\, until May 2025)", "TEL;TYPE=CELL:+442079460155", "CATEGORIES:Export,UK",
         "REV:2025-06-17T13:20:00Z"),
    card("3.0", "N:Nair;Priya;;;", "FN:Priya Nair", "ORG:Harbour Lane Interiors;Design",
         "EMAIL;TYPE=WORK:Priya.Nair@Harbour-Lane.example.com",
         "BDAY:1991-04-23", "NICKNAME:Pri"),
    card("3.0", "N:Pugh;Gareth;;;", "FN:Gareth Pugh", "ORG:Harbour Lane Interiors;Site", "TEL;TYPE=CELL,VOICE:+44 20 7946 0158",
         "EMAIL;TYPE=WORK:gareth.pugh@harbour-lane.example.com"),
    card("3.0", "N:;;;;", "FN:Harbour Lane Interiors\\, Accounts", "ORG:Harbour Lane Interiors;Accounts", "X-ABShowAs:COMPANY",
         "EMAIL;TYPE=WORK:accounts@harbour-lane.example.com"),
    card("4.0", "KIND:individual", "N:Lindenau;Katrin;;Dr.;", "FN:Dr. Katrin Lindenau", "ORG:Lindenau Naturstein GmbH",
         "ROLE:Geschäftsführerin",
         "EMAIL;PREF=1;TYPE=work:k.lindenau@lindenau-naturstein.example",
         "EMAIL;PREF=2;TYPE=home:katrin.lindenau@posta.example", "LANG:de",
         "UID:urn:uuid:2f0c4a54-91b7-4e0e-8a57-6f0f0a6f7c01", "PHOTO:data:image/jpeg;base64," + PHOTO),
    card("4.0", "N:Behrens;Jörg;;;", "FN:Jörg Behrens", "ORG:Lindenau Naturstein GmbH;Einkauf", "TITLE:Einkaufsleiter",
         "EMAIL;TYPE=work:einkauf@lindenau-naturstein.example", "EMAIL;TYPE=work:j.behrens@lindenau-naturstein.example",
         "NOTE:Wants prices FOB. Catalogue closes in mid November – price list before that!", "CATEGORIES:Export,DE"),
    card("4.0", "FN:Uwe Petersen", "ORG:Lindenau Naturstein GmbH;Lager", "EMAIL:lager@lindenau-naturstein.example"),
    card("4.0", "KIND:org", "FN:Lindenau Naturstein GmbH", "EMAIL;TYPE=work:buchhaltung@lindenau-naturstein.example",
         "ADR;TYPE=work:;;Speicherweg 3;Hamburg;;;Deutschland", "URL:https://lindenau-naturstein.example"),
    card("4.0", "N:Solberg;Ingrid;;;", "FN:Ingrid Solberg", "ORG:Fjordline Shipping",
         "EMAIL;TYPE=work:booking@fjordline.example",
         "NOTE:Releases containers within one hour\\, if asked before noon."),
    card("4.0", "N:Aksoy;Derya;;;", "FN:Derya Aksoy", "ORG:Lodos Otel;Satın Alma", "TITLE:Satın Alma Müdürü",
         "EMAIL;TYPE=work:derya.aksoy@lodos-otel.example",
         "EMAIL;TYPE=home:derya.aksoy@posta.example", "TEL;VALUE=uri;TYPE=cell:tel:+90-532-555-01-40",
         "NOTE:Kuzey İnşaat'tan Eylül 2025'te ayrıldı.",
         "REV:20251006T080000Z"),
    card("4.0", "N:Bilgin;Onur;;;", "FN:Onur BİLGİN", "ORG:Kuzey Insaat", "EMAIL;TYPE=work:onur.bilgin@kuzey-insaat.example",
         "TEL;TYPE=cell:05325550142"),
    card("4.0", "N:Tunali;Zeynep;;;", "FN:Zeynep Tunali", "ORG:Tunali Mimarlik", "EMAIL:zeynep.tunali@posta.example"),
    card("4.0", "N:Demirkan;Sevgi;;;", "FN:Sevgi Demirkan", "ORG:Mavi Koy Otelleri",
         "EMAIL;PREF=1:sevgi.demirkan@mavikoy-otelleri.example", "TEL;TYPE=cell:+905325550160"),
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=87=C4=B1nar;Okan\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Okan =C3=87=C4=B1nar\r\n"
    "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=87=C4=B1nar Peyzaj;=\r\nBah=C3=A7e d=C3=BCzenleme ve =\r\n"
    "do=C4=9Fal ta=C5=9F\r\nTEL;CELL:0532 555 01 95\r\nEMAIL;INTERNET:bilgi@{idn}\r\nEND:VCARD\r\n",
    card("4.0", "KIND:group", "FN:Lindenau", "MEMBER:urn:uuid:2f0c4a54-91b7-4e0e-8a57-6f0f0a6f7c01",
         "MEMBER:mailto:einkauf@lindenau-naturstein.example",
         "MEMBER:mailto:lager@lindenau-naturstein.example"),
]

ACCOUNTS = [
    ("info@meltem-yapi.example", "mailbox", "Selin Karadağ", "selin.karadag@meltem-yapi.example,satis@meltem-yapi.example"),
    ("aylin.ersoy@meltem-yapi.example", "mailbox", "Aylin Ersoy", "export@meltem-yapi.example"),
    ("muhasebe@meltem-yapi.example", "mailbox", "Murat Tezel", "murat.tezel@meltem-yapi.example"),
    ("depo@meltem-yapi.example", "mailbox", "Hakan Uslu", "hakan.uslu@meltem-yapi.example"),
    ("+905325550110", "phone", "Selin Karadağ", ""),
    ("+902325550110", "phone", "Selin Karadağ", ""),
    ("+902325550111", "fax", "Selin Karadağ", ""),
]


def files():
    """Path below Fixtures/company → bytes."""
    idn = "çınar-peyzaj.example".encode("idna").decode()
    cards = "".join(c.replace("{idn}", idn) for c in CARDS)
    rows = [("account", "kind", "owner", "aliases")] + ACCOUNTS
    return {
        "contacts/outlook-kisiler.csv": outlook(), "contacts/aylin.vcf": cards.encode(),
        "accounts.tsv": "".join("\t".join(row) + "\n" for row in rows).encode(),
    }
