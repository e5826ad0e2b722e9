"""Who writes in the stories of Fixtures/company, with which mail program and under which signature. See make_fixtures.py."""

import hashlib

from fixture_letters import PEOPLE

PEOPLE |= {
    "tarik": ("Tarık Meltem", "tarik.meltem@meltem-yapi.example"),
    "deniz": ("Deniz Yalçın", "deniz.yalcin@meltem-yapi.example"),
    "gokhan": ("Gökhan Sezer", "gokhan.sezer@kuzey-insaat.example"),
    "pelin": ("Pelin Aydoğan", "muhasebe@kuzey-insaat.example"),
    "riza": ("Rıza Korkmaz", "riza.korkmaz@kuzey-insaat.example"),
    "onur": ("Onur BİLGİN", "onur.bilgin@kuzey-insaat.example"),
    "zeynep2": ("Tunali, Zeynep", "zeynep.tunali@posta.example"),
    "baris": ("Barış Gönen", "baris.gonen@tunali-mimarlik.example"),
    "ece": ("Ece Sarp", "ece.sarp@tunali-mimarlik.example"),
    "tom": ("Tom Ashdown", "tom.ashdown@harbour-lane.example.com"),
    "tom2": ("Thomas Ashdown", "tom.ashdown@pennine-tile.example"),
    "priya": ("Priya Nair", "priya.nair@harbour-lane.example.com"),
    "gareth": ("Gareth Pugh", "gareth.pugh@harbour-lane.example.com"),
    "katrin": ("Dr. Katrin Lindenau", "k.lindenau@lindenau-naturstein.example"),
    "joerg": ("Jörg Behrens", "einkauf@lindenau-naturstein.example"),
    "uwe": ("Uwe Petersen", "lager@lindenau-naturstein.example"),
    "buchhaltung": ("Lindenau Naturstein, Buchhaltung", "buchhaltung@lindenau-naturstein.example"),
    "sevgi": ("Sevgi Demirkan", "sevgi.demirkan@mavikoy-otelleri.example"),
    "levent": ("Mavi Koy Bodrum Teknik", "bodrum.teknik@mavikoy-otelleri.example"),
    "tolga": ("Tolga Er", "tolga.er@mavikoy-otelleri.example"),
    "canan": ("Canan Işık", "muhasebe@mavikoy-otelleri.example"),
    "nihat": ("Nihat YÖRÜK", "nihat.yoruk@akcakum-limani.example"),
    "gulsen": ("Akçakum Limanı İhale Birimi", "ihale@akcakum-limani.example"),
    "evrak": ("Akçakum Limanı Evrak Kayıt", "evrak@akcakum-limani.example"),
    "cinar": ("Okan Çınar", "bilgi@çınar-peyzaj.example"),
    "cinar2": ("Okan Çınar", "bilgi@" + "çınar-peyzaj.example".encode("idna").decode()),
    "buse": ("Buse Erdem", "sevkiyat@poyraz-kimya.example"),
    "fjord": ("Ingrid Solberg", "booking@fjordline.example"),
    "weekly": ("Stone Trade Weekly", "news@stone-weekly.example"),
    "tarayici": ("Depo Tarayıcı", "tarayici@meltem-yapi.example"),
    "piyango": ("Grand Prize Office", "winner@prize-office.example"),
    "system": ("Mail Delivery Subsystem", "MAILER-DAEMON@meltem-yapi.example"),
    "exchange": ("Microsoft Outlook", "postmaster@harbour-lane.example.com"),
}

ENGLISH = {"nora", "tom", "tom2", "priya", "gareth", "katrin", "joerg", "uwe", "buchhaltung", "fjord", "accounts", "weekly"}

SIGNATURES = {
    "aylin": ("Best regards,\nAylin Ersoy\nExport Sales, Meltem Yapı Malzemeleri A.Ş., İzmir\n+90 532 555 01 12",
              "İyi çalışmalar,\nAylin Ersoy\nMeltem Yapı - İhracat"),
    "murat": ("Kind regards,\nMurat Tezel\nAccounting, Meltem Yapı Malzemeleri A.Ş.",
              "Murat Tezel\nMuhasebe\n0232 555 01 10 / 14"),
    "hakan": ("Hakan Uslu\nWarehouse", "Hakan"),
    "selin": ("Kind regards,\nSelin Karadağ", "Saygılarımla,\nSelin Karadağ\nMeltem Yapı Malzemeleri A.Ş.\nTel: 0232 555 01 "
                                              "10"),
    "tarik": ("Tarık Meltem\nManaging Director", "Tarık Meltem"),
    "deniz": ("Kind regards,\nDeniz Yalçın\nExport Sales, Meltem Yapı", "Deniz Yalçın"),
    "kuzey": "İyi çalışmalar,\nDerya Aksoy\nKuzey İnşaat - Satın Alma",
    "kuzey2": "İyi çalışmalar,\nOnur Bilgin\nKuzey İnşaat - Satın Alma",
    "onur": "Onur Bilgin\nTelefonumdan gönderildi",
    "gokhan": "Gökhan Sezer\nŞantiye Şefi, 0532 555 01 41",
    "pelin": "Pelin Aydoğan\nKuzey İnşaat Muhasebe",
    "riza": "Rıza Korkmaz\nGenel Müdür Yardımcısı",
    "zeynep": "Zeynep Tunalı\nTunalı Mimarlık", "zeynep2": "Zeynep",
    "baris": "Barış Gönen\nTunalı Mimarlık", "ece": "Ece Sarp\nTunalı Mimarlık Ofis",
    "nora": "Best wishes,\nNora Whitfield\nHarbour Lane Interiors",
    "tom": "Cheers,\nTom Ashdown\nProjects, Harbour Lane Interiors",
    "tom2": "Cheers,\nTom\n--\nThomas Ashdown, Head of Buying\nPennine Stone & Tile, Halifax", "priya": "Thanks!\nPriya",
    "gareth": "Gareth Pugh, site manager\nSent from the van",
    "katrin": "Mit freundlichen Grüßen\nKatrin Lindenau",
    "joerg": "Viele Grüße / kind regards\nJörg Behrens\nEinkauf, Lindenau Naturstein GmbH",
    "uwe": "MfG\nPetersen, Lager", "buchhaltung": "Lindenau Naturstein GmbH\nBuchhaltung",
    "sevgi": "Sevgi Demirkan\nMavi Koy Otelleri\nGrup Satın Alma Müdürü", "levent": "Levent Ulusoy\nTeknik Müdür",
    "tolga": "Tolga Er\nMavi Koy Projeler", "canan": "Canan Işık\nMavi Koy Otelleri Muhasebe",
    "nihat": "Nihat Yörük\nİnşaat Müdürü", "gulsen": "Gülşen Bal\nAkçakum Liman İşletmesi İhale Birimi",
    "cinar": "Okan Çınar", "cinar2": "Okan", "cem": "Cem Altınok\nPoyraz Kimya", "buse": "Buse Erdem\nPoyraz Kimya Sevkiyat",
    "fjord": "Ingrid Solberg\nFjordline Shipping, Customer Desk", "accounts": "Accounts, Harbour Lane Interiors",
    "lojistik": "Ege Lojistik Operasyon",
}

# What the senders' programs do: charset, transfer encoding, form of words in headers, an HTML part, a header of their own.
PROGRAMS = {
    "kuzey": dict(charset="iso8859-9"), "kuzey2": dict(charset="cp1254", words="B"), "pelin": dict(charset="cp1254",
        coding="8bit"),
    "riza": dict(html_twin=True, coding="base64", words="B"), "gokhan": dict(coding="base64"), "onur": dict(coding="8bit"),
    "joerg": dict(charset="iso-8859-1", headers=[("User-Agent", "Hanse Mail 7.2")]), "uwe": dict(charset="iso-8859-1",
        coding="8bit"),
    "katrin": dict(html_twin=True, headers=[("X-Mailer", "Hanse Mail 7.2")]), "buchhaltung": dict(coding="base64"),
    "nora": dict(flowed=True), "tom": dict(html_twin=True), "tom2": dict(html_twin=True, words="B"),
    "priya": dict(coding="base64"),
    "gareth": dict(headers=[("X-Mailer", "Van Phone Mail 3")]), "sevgi": dict(html_twin=True, charset="cp1254", words="B"),
    "tolga": dict(coding="8bit"), "canan": dict(charset="iso8859-9", words="B"), "nihat": dict(charset="iso8859-9",
        coding="8bit"),
    "gulsen": dict(charset="cp1254", coding="base64", words="B"), "baris": dict(html_twin=True),
    "ece": dict(charset="iso8859-9", coding="8bit"),
    "cem": dict(charset="cp1254", coding="8bit"), "buse": dict(charset="iso8859-9"), "aylin": dict(headers=[("User-Agent",
        "Bora Posta 5.1")]),
    "hakan": dict(coding="8bit"), "murat": dict(headers=[("User-Agent", "Bora Posta 4.0")]), "deniz": dict(html_twin=True),
}


def letter(key, date, sender, to, subject, text, re=None, **more):
    """A letter of the form that fixture_letters.py describes; `to` and `cc` are keys with spaces between.

    Which of our mailboxes hold it follows from who wrote it and who received it.
    """
    to = to.split() if isinstance(to, str) else to
    cc = more.pop("cc", "").split()
    program = dict(PROGRAMS.get(sender, {}))
    english = more.pop("english", None)
    if english is None:
        english = sender in ENGLISH or bool(to) and to[0] in ENGLISH
    text = text.strip("\n")
    if more.pop("sign", True) and sender in SIGNATURES:
        signature = SIGNATURES[sender]
        text += "\n\n" + (signature if isinstance(signature, str) else signature[0 if english else 1])
    out = {"key": key, "date": date, "from": sender, "to": to, "subject": subject, "text": text, "english": english,
           "cc": cc} | program
    if re:
        # Two of three answers quote; the others rewrite.
        out |= {"answers": re, "quote": hashlib.sha256(key.encode()).digest()[0] % 3 != 0}
    out |= more
    if not cc:
        del out["cc"]
    return out
