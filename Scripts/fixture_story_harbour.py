"""Letters with Harbour Lane Interiors, with Tom Ashdown who moved to Pennine Stone & Tile, and with the carrier Fjordline."""

from fixture_company_people import letter as L
from fixture_documents import jpeg

HOME, PENNINE_HOME = dict(folder="Harbour Lane"), dict(folder="Pennine")

HARBOUR = [
    L("hl-cafe", "2024-09-09 15:12 +01", "tom", "aylin", "Terrazzo for a café in Leeds", """
Hi Aylin,

Nora passed you on to me, I buy for our projects. A café in Leeds needs 120 square metres of terrazzo, 40 x 40 x 2, something grey
but not gloomy. Price to Felixstowe?""", cc="nora", **HOME),
    L("hl-cafe-price", "2024-09-10 11:26", "aylin", "tom", "Re: Terrazzo for a café in Leeds", """
Hi Tom,

EUR 58.00 per m² CIF Felixstowe, so EUR 6,960.00. Grey but not gloomy comes as "Fog" and "Oyster"; pictures attached.""",
      re="hl-cafe", cc="nora",
      attachments=[("jpg", "fog.jpg", jpeg(10, 8, lambda x, y: 168 + (x * 7 + y * 5) % 20)), ("jpg", "oyster.jpg", jpeg(10, 8,
          lambda x, y: 196 + (x * 3 + y * 11) % 24))]),
    L("hl-cafe-colour", "2024-09-16 17:02 +01", "tom", "aylin", "Re: Terrazzo for a café in Leeds", """
Owner sleeps over it. Call me tomorrow? Our scanner is dead so the signed order will come by FAX, like in 1994.""",
      re="hl-cafe-price", **HOME),
    L("hl-0512-ok", "2024-09-20 13:10", "aylin", "tom", "HL-0512 confirmed", """
Hi Tom, the fax is here and readable: HL-0512, 120 m² Fog, EUR 6,960.00, to be shipped by 31 October. Confirmed.""",
      re="hl-cafe-colour",
      cc="nora hakan"),
    L("hl-0512-invoice", "2024-10-28 16:17", "aylin", "tom", "HL-0512 shipped, invoice EXP-2024-057", """
Hi Tom, HL-0512 sailed on Saturday. Invoice EXP-2024-057, EUR 6,960.00, due 2 December 2024.""",
      re="hl-0512-ok", cc="accounts murat",
      attachments=[("pdf", "EXP-2024-057.pdf", ["INVOICE EXP-2024-057", "Harbour Lane Interiors, Bristol", "Order HL-0512",
                                                "120 m² x EUR 58.00 = EUR 6,960.00",
                                                "Due 2 December 2024"])]),
    L("hl-0512-paid", "2024-12-04 12:00 +00", "accounts", "murat", "Remittance advice EUR 6,960.00", """
We have today paid EUR 6,960.00 against your invoice EXP-2024-057.""",
      cc="aylin", each=True, charset="us-ascii", coding="7bit"),
    L("hl-samples", "2025-02-18 10:44 +00", "priya", "aylin", "Three beiges", """
Hello Aylin, I do the drawings here. Could I see three honed beiges next to each other, 30 x 30? For a spa, so slip class matters.""",
      cc="nora", **HOME),
    L("hl-samples-sent", "2025-02-20 14:02", "aylin", "priya", "Re: Three beiges", """
Hello Priya, good to see your face this morning. Three boxes are with the courier, reference EK83300177: Denizli, Sivas and Burdur.""",
      re="hl-samples", cc="tom nora"),
    L("hl-samples-choice", "2025-03-05 16:29 +00", "priya", "aylin", "Re: Three beiges", """
Denizli beige it is. Do you have a paper on its slip resistance? The spa's insurer asks for R10 or better.""",
      re="hl-samples-sent", **HOME),
    L("hl-samples-cert", "2025-03-06 09:51", "aylin", "priya", "Re: Three beiges", """
R10 when honed, R11 when brushed: report attached. Tell me when the spa has a date.""", re="hl-samples-choice",
      attachments=[("pdf", "BW-2024-0377.pdf", ["SLIP RESISTANCE BW/2024/0377", "Denizli beige travertine",
                                                "honed: R10    brushed: R11"])]),
    L("hl-tom-leaves", "2025-05-30 16:45 +01", "tom", "aylin nora", "My last day", """
Hi all, after four years today is my last day at Harbour Lane. For orders please write to Nora from now on. My mobile stays the same.""",
      **HOME, to_header="undisclosed-recipients:;"),
    L("hl-repair", "2025-06-10 10:05", "aylin", "tom", "Repair stock for HL-0512", """
Hi Tom, before you go: you wanted 6 m² of Fog as repair stock this year. Shall I put it on the July vessel?""",
      re="hl-0512-invoice"),
    L("hl-repair-bounce", "2025-06-10 08:06 +01", "exchange", "aylin", "Undeliverable: Repair stock for HL-0512", """
Delivery has failed to these recipients or groups:

tom.ashdown@harbour-lane.example.com
The email address you entered couldn't be found.""", null_sender=True, **HOME, report=dict(
        of="hl-repair", recipient="tom.ashdown@harbour-lane.example.com", status="5.1.10",
        mta="HL-MX01.harbour-lane.example.com", whole=True,
        remote="mail.harbour-lane.example.com", code="550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP "
                                                     "address lookup")),
    L("hl-repair-nora", "2025-06-11 09:14", "aylin", "nora", "Fwd: Repair stock for HL-0512", """
Dear Nora, my mail to Tom came back. Do you want the 6 m² of Fog in July, and who receives it?""",
      attachments=[("forward", "", "hl-repair")]),
    L("hl-repair-away", "2025-06-11 07:15 +01", "nora", "aylin", "Automatic reply: Repair stock for HL-0512", """
I am walking in Wales until 16 June and happily without signal. Urgent orders: accounts@harbour-lane.example.com""",
      re="hl-repair-nora",
      quote=False, sign=False, null_sender=True, headers=[("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress",
          "All")], **HOME),
    L("hl-repair-yes", "2025-06-16 10:20 +01", "nora", "aylin", "Re: Fwd: Repair stock for HL-0512", """
Dear Aylin,

Yes please, July. Gareth Pugh receives everything on site in Bristol from now on; orders go through me until I find another Tom.""",
      re="hl-repair-nora", cc="gareth", **HOME),
    L("hl-repair-done", "2025-06-17 11:48", "aylin", "nora", "Re: Fwd: Repair stock for HL-0512", """
Dear Nora, the 6 m² of Fog are on the vessel of 12 July, free of charge as a thank-you for your patience. Gareth has the papers.""",
      re="hl-repair-yes", cc="gareth"),
    L("hl-0588", "2025-09-08 07:58 +01", "gareth", "aylin", "HL-0588 - 60 sqm for repairs", """
Morning. Nora says to order 60 sqm of the 2024 hotel lobby travertine, PO is HL-0588. Street's narrow, 7.5 tonner max and before 10.""",
      cc="nora", **HOME),
    L("hl-0588-ok", "2025-09-10 12:49", "aylin", "gareth", "Re: HL-0588 - 60 sqm for repairs", """
Hi Gareth, confirmed as discussed yesterday: 60 m² at EUR 35.75 = EUR 2,145.00, five crates, groupage, at your door around 20 October.""",
      re="hl-0588", cc="nora hakan"),
    L("hl-0588-broken", "2025-10-20 10:22 +01", "gareth", "aylin", "HL-0588 crate 4 cracked", """
Crates 1-3 and 5 fine. Crate 4 took a knock, 8 sqm cracked right across. Driver signed for it. Photo and damage note attached.""",
      re="hl-0588-ok",
      cc="nora", **HOME, attachments=[("jpg", "crate4.jpg", jpeg(18, 12, lambda x, y: 40 if abs(x - y - 3) < 2 else 190)), (
          "pdf", "damage-note.pdf", ["DAMAGE NOTE", "Order HL-0588, crate 4 of 5", "8 m² cracked",
                                     "20 October 2025, G. Pugh"])]),
    L("hl-0588-credit", "2025-10-21 12:34", "aylin", "gareth", "Re: HL-0588 crate 4 cracked", """
Hi Gareth, hi Nora, as agreed on the phone: a credit note over 8 x 35.75 = EUR 286.00, with you by 7 November at the latest.""",
      re="hl-0588-broken", cc="nora murat"),
    L("hl-0588-ic1", "2025-10-22 09:09", "aylin", "murat", "Harbour Lane iade faturası EUR 286,00", """
Murat Bey, HL-0588 için 286,00 EUR iade faturası lazım, 7 Kasım'a söz verdim. Hasar tutanağı ekte.""",
      attachments=[("pdf", "damage-note.pdf", [
        "DAMAGE NOTE", "Order HL-0588, crate 4 of 5", "8 m² cracked", "20 October 2025, G. Pugh"])]),
    L("hl-0588-ic2", "2025-10-24 11:15", "murat", "aylin", "Re: Harbour Lane iade faturası EUR 286,00", """
Gümrük beyannamesinin numarası olmadan kesemem. Bulup yazar mısın?""", re="hl-0588-ic1"),
    L("hl-0588-ic3", "2025-10-27 17:20", "aylin", "murat", "Re: Harbour Lane iade faturası EUR 286,00", """
Beyanname Ege Lojistik'te, Deniz 3 Kasım'da isteyecek. Sen iade faturasını o gelince kes lütfen.""",
      re="hl-0588-ic2", cc="deniz", relay=True),
    L("hl-0588-where", "2025-11-12 14:06 +00", "nora", "aylin", "Re: HL-0588 crate 4 cracked", """
Dear Aylin,

Our accounts closed October without your credit note of EUR 286.00. Could it come this week? Gareth has also found two more hairline
cracks, but we shall not quarrel over those.""", re="hl-0588-credit", cc="accounts", unread=True),
]

PENNINE = [
    L("pn-hello", "2025-06-16 08:52 +01", "tom2", "aylin", "Same Tom, new firm", """
Hi Aylin,

I have moved to Pennine Stone & Tile in Halifax and buy everything that is flat here. Nora knows. Can we open an account?""",
      **PENNINE_HOME),
    L("pn-form", "2025-06-17 17:26", "aylin", "tom2", "Re: Same Tom, new firm", """
Hi Tom, that was a nice call. The account form is attached; Murat needs your VAT and EORI numbers.""",
      re="pn-hello", cc="murat",
      attachments=[("docx", "Account form.docx", ("New customer", "Aylin Ersoy", "2025-06-17",
                                                  ["Please fill in and return to accounting."],
                                                  [("Company", ""), ("VAT number", ""), ("EORI", "")]))]),
    L("pn-form-back", "2025-06-19 11:03 +01", "tom2", "aylin murat", "Re: Same Tom, new firm", """
Filled in: Pennine Stone & Tile Ltd, VAT GB 000 0000 00, 30 days like everybody.""",
      re="pn-form", **PENNINE_HOME, attachments=[
        ("docx", "Account form Pennine.docx", ("New customer", "Thomas Ashdown", "2025-06-19",
                                               ["Please fill in and return to accounting."],
                                               [("Company", "Pennine Stone & Tile Ltd"), ("VAT number", "GB 000 0000 00"),
                                                ("EORI", "GB000000000000")]))]),
    L("pn-1007", "2025-07-01 15:37 +01", "tom2", "aylin", "PST-1007", """
First order, be gentle: 300 sqm Denizli beige, 60 x 40 x 2 and 40 x 40 x 2 half and half, at the EUR 31.80 you quoted. No hurry, autumn is fine.""",
      **PENNINE_HOME),
    L("pn-1007-ok", "2025-07-02 10:58", "aylin", "tom2", "Re: PST-1007", """
Hi Tom, confirmed: 300 m² x 31.80 = EUR 9,540.00 CIF Felixstowe, loading in October. Thank you for starting with us.""",
      re="pn-1007",
      cc="hakan murat"),
    L("pn-invoice", "2025-09-12 14:44", "murat", "tom2", "Pro forma EXP-2025-039", """
Dear Mr Ashdown, as a first order is paid before loading: pro forma EXP-2025-039 over EUR 9,540.00 is attached.""",
      cc="aylin",
      attachments=[("pdf", "EXP-2025-039.pdf", ["PRO FORMA EXP-2025-039", "Pennine Stone & Tile Ltd, Halifax", "Order PST-1007",
                                                "EUR 9,540.00"])]),
    L("pn-booking", "2025-10-13 09:40 +02", "fjord", "aylin", "Booking confirmation FJL-93340", """
Booking FJL-93340: 1 x 20' DV, Izmir to Felixstowe, vessel "Nordlys Trader", ETD 24 October, ETA 10 November.""",
      cc="hakan lojistik", **PENNINE_HOME),
    L("pn-paid", "2025-10-14 16:08 +01", "tom2", "murat", "Re: Pro forma EXP-2025-039", """
Paid this afternoon, EUR 9,540.00. Sorry for the wait, new bank.""", re="pn-invoice", cc="aylin"),
    L("pn-arrived", "2025-11-10 11:30 +01", "fjord", "aylin", "Arrival notice FJL-93340, free time until 21 November", """
Your container arrived at Felixstowe this morning. Free time ends on 21 November; after that EUR 85 a day. We need a release
instruction and the name of the haulier.""", re="pn-booking", cc="lojistik", unread=True),
    L("pn-again", "2025-11-13 09:05 +00", "tom2", "aylin", "Again, half: PST-1019", """
Hi Aylin, or whoever sits there now: 150 sqm more of the 40 x 40 please, PST-1019, same price? And who tells Fjordline where the box goes? They
say they are waiting for you.""",
      re="pn-1007-ok", unread=True, attachments=[("csv", "PST-1019.csv", "size;sqm\n40x40x2;150\n")]),
]
