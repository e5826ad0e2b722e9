"""Letters with Lindenau Naturstein in Hamburg: two orders, a complaint, a full mailbox, and a price list that is owed."""

from fixture_company_people import letter as L
from fixture_documents import grey_png, jpeg

HOME = dict(folder="Lindenau")

LINDENAU = [
    L("ln-brief", "2023-11-14 10:00", "aylin", "joerg", "Tumbled travertine in French pattern", """
Dear Mr Behrens,

We met for two minutes at the fair in Verona; you asked who can do French pattern with sharp calibration. We can: 1.2 cm,
tolerance 0.5 mm, 600 m² a month. May I send you a price?"""),
    L("ln-antwort", "2023-11-16 08:12 +01", "joerg", "aylin", "Re: Tumbled travertine in French pattern", """
Dear Ms Ersoy,

I remember, the stand with the blue sacks. Yes, please: 400 m², tumbled, unfilled. I will ring you at 9:00 our time, I mean 11:00
yours – or call me when you see this.""", re="ln-brief", **HOME),
    L("ln-angebot", "2023-11-17 14:33", "aylin", "joerg", "Re: Tumbled travertine in French pattern", """
Dear Mr Behrens,

As promised on the phone: EUR 27.90 per m² FOB İzmir, 400 m² = EUR 11,160.00, offer attached. Two samples left today.""",
      re="ln-antwort",
      attachments=[("pdf", "Offer-Lindenau-2023.pdf", ["OFFER", "Lindenau Naturstein GmbH",
                                                       "400 m² travertine French pattern, tumbled, 1.2 cm",
                                                       "EUR 27.90 per m² FOB Izmir", "EUR 11,160.00",
                                                       "Valid until 15 December 2023"])]),
    L("ln-2331", "2023-12-05 16:20 +01", "joerg", "aylin", "Bestellung LN-23-31", """
Dear Ms Ersoy,

order LN-23-31 is attached. Dr. Lindenau would like to see the packing before you load, a video call tomorrow at 10:00?""",
      re="ln-angebot",
      cc="katrin", **HOME, attachments=[("pdf", "LN-23-31.pdf", ["BESTELLUNG LN-23-31",
                                                                 "400 m² Travertin, Römischer Verband, getrommelt",
                                                                "EUR 11.160,00 FOB Izmir", "Verladung: 3. Januarwoche 2024"])]),
    L("ln-2331-ok", "2023-12-06 13:05", "aylin", "joerg", "Re: Bestellung LN-23-31", """
Thank you all for the call. LN-23-31 is confirmed; loading in the third week of January, pallets of 1,100 kg at most.""",
      re="ln-2331",
      cc="katrin uwe"),
    L("ln-paletten", "2023-12-18 09:44 +01", "uwe", "aylin hakan", "Paletten", """
Hello, here the drawing. Max 1100 kg and 100 x 100 cm, else our Stapler tips over. No joke.""", each=True, **HOME,
      attachments=[("png", "palette.png", (70, 70))]),
    L("ln-paletten-ic", "2023-12-19 09:02", "aylin", "hakan", "Alman paletleri", """
Hakan Bey, çizim sana da gelmiş. Palet başına 1.100 kg; 400 m² için kaç palet eder, 20'liğe sığar mı?""",
      re="ln-paletten", linked=False,
      quote=False),
    L("ln-paletten-say", "2023-12-19 11:47", "hakan", "aylin", "Re: Alman paletleri", """
400 m² yaklaşık 12 ton, 11 palet eder. 20'lik konteynere 10 palet sığıyor, 11.yi ikiye bölüp üste koyarız.""",
      re="ln-paletten-ic"),
    L("ln-fjl", "2024-01-15 09:15 +01", "fjord", "aylin", "Booking confirmation FJL-87004", """
Booking FJL-87004: 1 x 20' DV, Izmir to Hamburg, vessel "Nordlys Carrier", closing 22 January 16:00, ETD 24 January, ETA 8 February.""",
      cc="lojistik", **HOME),
    L("ln-rechnung", "2024-01-26 11:31", "aylin", "joerg", "LN-23-31: bill of lading and invoice EXP-2024-006", """
Dear Mr Behrens,

The vessel sailed on the 24th. Attached: invoice EXP-2024-006 over EUR 11,160.00, 60 days; the original bill of lading and A.TR go by
courier today.""", re="ln-2331", cc="murat katrin", attachments=[("pdf", "EXP-2024-006.pdf", [
        "INVOICE EXP-2024-006", "Lindenau Naturstein GmbH, Hamburg", "Order LN-23-31", "400 m² x EUR 27.90 = EUR 11,160.00",
        "Due 26 March 2024"])]),
    L("ln-farbe", "2024-02-21 15:58 +01", "joerg", "aylin", "Farbunterschied - LN-23-31", """
Dear Ms Ersoy,

nine pallets are beautiful. Pallets 7 and 8 are clearly darker, see photo. We cannot mix them in one shop. What do you suggest?""",
      re="ln-rechnung", cc="katrin", **HOME, attachments=[("jpg", "Palette 7.jpg", jpeg(16, 10, lambda x,
          y: (205 if x < 8 else 150) + y * 3)),
                                                           ("jpg", "Palette 8 groß.jpg", jpeg(16, 10, lambda x,
                                                               y: 150 + (x * y) % 40))]),
    L("ln-farbe-ok", "2024-02-22 18:10", "aylin", "katrin", "Re: Farbunterschied - LN-23-31", """
Dear Dr. Lindenau,

To put our call on record: you keep pallets 7 and 8, and your next order is 3 % cheaper. From now on you get a photo of every pallet
before loading.""", re="ln-farbe", cc="joerg", headers=[("Disposition-Notification-To", "aylin.ersoy@meltem-yapi.example")]),
    L("ln-gelesen", "2024-02-23 08:01 +01", "katrin", "aylin", "Gelesen: Re: Farbunterschied - LN-23-31", """
Your message was displayed on 23.02.2024 08:01. This is no proof that it was understood.""",
      re="ln-farbe-ok", quote=False, sign=False,
      **HOME, receipt="ln-farbe-ok"),
    L("ln-gezahlt", "2024-03-25 10:30 +01", "buchhaltung", "murat", "Zahlungsavis EUR 11.160,00", """
We have paid EUR 11,160.00 today, your invoice EXP-2024-006.""", cc="aylin"),
    L("ln-2408", "2024-08-27 11:22 +02", "joerg", "aylin", "Bestellung LN-24-08", """
Dear Ms Ersoy,

the same again, 520 m², with the 3 % that you promised in February. Loading end of September?""", cc="uwe", **HOME),
    L("ln-2408-ok", "2024-08-28 10:04", "aylin", "joerg", "Re: Bestellung LN-24-08", """
Dear Mr Behrens,

Confirmed with the 3 %: EUR 27.06 instead of 27.90, 520 m² = EUR 14,071.20 FOB İzmir. Loading on 26 September, pallet photos before.""",
      re="ln-2408", cc="murat"),
    L("ln-2408-foto", "2024-09-25 16:46", "hakan", "aylin", "LN-24-08 palet fotoğrafları", """
15 paletin fotoğrafı çekildi, ikisi örnek olarak ekte. Renk tutuyor.""", attachments=[
        ("png", "palet-01.png", grey_png(64, 48, lambda x, y: 190 - (x + y) % 9)), ("png", "palet-15.png", grey_png(64, 48,
            lambda x, y: 186 - (x * y) % 7))]),
    L("ln-052", "2024-10-08 09:30", "murat", "buchhaltung", "Invoice EXP-2024-052", """
Dear colleagues,

invoice EXP-2024-052 over EUR 14,071.20 for LN-24-08 is attached, due 7 November 2024.""",
      cc="aylin", attachments=[("pdf", "EXP-2024-052.pdf", [
        "INVOICE EXP-2024-052", "Lindenau Naturstein GmbH, Hamburg", "Order LN-24-08", "520 m² x EUR 27.06 = EUR 14,071.20",
        "Due 7 November 2024"])]),
    L("ln-052-spaet", "2024-10-08 13:34", "system", "murat", "Delayed Mail (still being retried)", """
This is the mail system at host mail.meltem-yapi.example. Your message could not be delivered for 4 hours and will be retried
until 12 October. You need to do nothing.""", null_sender=True, headers=[("Auto-Submitted", "auto-replied")], report=dict(
        of="ln-052", recipient="buchhaltung@lindenau-naturstein.example", status="4.4.1",
        remote="mx.lindenau-naturstein.example", action="delayed",
        retry="2024-10-12 09:30", code="421 4.4.1 connection timed out")),
    L("ln-052-voll", "2024-10-09 09:41", "system", "murat", "Undelivered Mail Returned to Sender", """
Your message could not be delivered to buchhaltung@lindenau-naturstein.example: the mailbox is over its quota.""",
      null_sender=True,
      headers=[("Auto-Submitted", "auto-replied")], report=dict(
        of="ln-052", recipient="buchhaltung@lindenau-naturstein.example", original="Buchhaltung@Lindenau-Naturstein.example",
        status="5.2.2",
        remote="mx.lindenau-naturstein.example", code="552 5.2.2 Mailbox full / Postfach voll")),
    L("ln-052-fwd", "2024-10-14 10:15", "aylin", "joerg", "Fwd: Invoice EXP-2024-052", """
Dear Mr Behrens, your accounting's mailbox is full and our invoice came back. Could you hand it over? Due date stays 7 November.""",
      attachments=[("forward", "", "ln-052")]),
    L("ln-052-ok", "2024-10-15 08:55 +02", "joerg", "aylin", "Re: Fwd: Invoice EXP-2024-052", """
Done on paper, very modern. The mailbox has room again.""", re="ln-052-fwd", cc="murat", **HOME),
    L("ln-052-paid", "2024-11-06 14:20 +01", "buchhaltung", "murat", "Zahlungsavis EUR 14.071,20", """
EUR 14,071.20 paid today, EXP-2024-052. Sorry for the full mailbox.""", re="ln-052", linked=False),
    L("ln-etikett", "2025-03-18 10:31 +01", "uwe", "aylin", "Etiketten", """
Please one label per pallet with the columns of this list. Umlaute are ok.""", cc="hakan", **HOME,
      attachments=[("csv", "Etiketten für Paletten.csv",
                    "Palette;Größe;Gewicht kg;Prüfer\n1;40x60;1080;Uslu\n2;40x40;1055;Uslu\n")]),
    L("ln-etikett-ok", "2025-03-18 15:07", "aylin", "uwe", "Re: Etiketten", """
Dear Mr Petersen, from the next loading on every pallet carries your label, Umlaute included. Hakan prints them here.""", re="ln-etikett", cc="hakan"),
    L("ln-besuch", "2025-09-01 09:20 +02", "katrin", "aylin", "Besuch in İzmir am 17. September", """
Dear Aylin,

Jörg and I land on the 16th in the evening. May we come to you on Wednesday the 17th at 11:00, and see the quarry after lunch?""",
      **HOME, attachments=[("ics", "Besuch.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Hanse "
                                                 "Mail//DE\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
                            "UID:besuch-20250917@lindenau-naturstein.example\nDTSTAMP:20250901T072000Z\nDTSTART:20250917T080000Z\nDTEND:20250917T140000Z\n"
                            "SUMMARY:Lindenau bei "
                            "Meltem\nLOCATION:İzmir\nORGANIZER:mailto:k.lindenau@lindenau-naturstein.example\nEND:VEVENT\nEND:VCALENDAR\n")]),
    L("ln-besuch-ok", "2025-09-02 10:12", "aylin", "katrin", "Re: Besuch in İzmir am 17. September", """
Dear Katrin,

With pleasure. Tarık Bey, our managing director, will join for lunch; Hakan shows you the new saw.""",
      re="ln-besuch", cc="joerg tarik hakan"),
    L("ln-danke", "2025-09-19 16:40 +02", "katrin", "aylin", "Danke! And 2026", """
Dear Aylin,

Thank you for a wonderful day. As we said: two containers in February, two in autumn. We wait for your price list 2026 by mid
November, our catalogue closes then.""", re="ln-besuch-ok", cc="joerg", **HOME),
    L("ln-abschied", "2025-10-30 15:25", "aylin", "katrin joerg", "Goodbye, and who comes next", """
Dear Katrin, dear Jörg,

Tomorrow is my last day at Meltem. Deniz Yalçın takes over on Monday and knows about the price list 2026: you will have it by 15
November. It was a pleasure from the blue sacks on.""", re="ln-danke", cc="deniz"),
    L("ln-liste", "2025-11-06 09:18 +01", "joerg", "aylin", "Re: Goodbye, and who comes next", """
Dear Aylin, dear Deniz,

all the best to you! Two things: where is the price list, and can we fix the two February containers (24 pallets, LN-26-02) already?
I need the answer before we print.""", re="ln-abschied", unread=True, cc="katrin"),
    L("ln-letzte", "2025-11-18 17:55 +01", "katrin", "aylin", "Price list 2026 - last call", """
The mid of November has passed and your page is still empty. On Friday, 21 November, I must give it to another supplier. Please call me.""",
      re="ln-liste", cc="info", unread=True),
]
