## The frame
site-name = Fingerpost
skip-to-main = Neidio i’r prif gynnwys
header-links = Prif ddolenni
footer-links = Mwy gan Fingerpost
quick-exit = Gadael y wefan hon
whats-on = Beth sydd ymlaen
browse = Pori
your-list = Eich rhestr
about = Amdanom ni
sources = O ble daw hyn
how-we-choose = Sut rydym yn dewis
desk = Desg
print-directory = Argraffu cyfeiriadur lleol
offline-pack = Defnyddio heb y rhyngrwyd
follow-search = Dilyn y chwiliad hwn:
follow-atom = ffrwd newyddion
follow-calendar = calendr
for-programs = Ar gyfer rhaglenni eraill
for-programs-text = Pob cyfeiriad y gall rhaglenni ei ddarllen, gyda’i baramedrau a’i atebion.
accessibility = Hygyrchedd
privacy = Preifatrwydd
footer-line = Am ddim. Dim mewngofnodi, dim cwcis, dim olrhain. Daw’r ffeithiau o restrau cyhoeddus, pob un wedi’i henwi ar ei thudalen. Nid ydym wedi ymweld â’r grwpiau: ffoniwch yn gyntaf os nad ydych yn siŵr.
home = Hafan
breadcrumb = Rydych chi yma
important = Pwysig

## The box
box-label = Beth hoffech chi ei wneud, neu gael help ag ef?
near-label = Ger (cod post neu le)
search = Chwilio
try = Rhowch gynnig ar:

## Home
home-title = Dod o hyd i gymorth a phethau i’w gwneud yn eich ardal
home-lede = Grwpiau, clybiau, cyngor a chefnogaeth ar draws y DU. Defnyddiwch eich geiriau eich hun.
doors-title = Dechreuwch gyda sut rydych chi’n teimlo neu beth sydd ei angen arnoch
this-week = Beth sydd ymlaen yr wythnos hon
this-week-some = Rhai ohonynt, o bob rhan o’r wlad:
this-week-text = Rhowch eich lle i weld beth sydd yn agos atoch yn y saith diwrnod nesaf.
see-this-week = Gweld yr wythnos hon
who-title = Pwy sydd y tu ôl i hyn
who-text = Mae gennym { $services } o wasanaethau o { $sources } o restrau cyhoeddus.
see-sources = Gweld pob rhestr a’i thrwydded
who-promise = Nid ydym yn cadw dim amdanoch nac yn gofyn am enw.

## Results
results-count = { $count ->
    [one] { $number } canlyniad
    [two] { $number } ganlyniad
   *[other] { $number } canlyniad
  }
results-description = Grwpiau, clybiau, cyngor a chefnogaeth: beth sy’n agos, beth sy’n dod atoch, a beth y gallwch ei gyrraedd dros y ffôn neu ar-lein.
results-about = Tua { $number } canlyniad
results-for = { $results } ar gyfer “{ $asked }”
searched-instead = Fe wnaethom chwilio am “{ $words }”.
search-exactly = Chwilio am “{ $words }” yn lle hynny
we-read = Yr hyn y buom yn chwilio amdano:
take-away = tynnu { $what }
bring-back = Rhoi’n ôl yr hyn a dynnais
other-places-named = Oeddech chi’n meddwl am le arall?
order-and-views = Trefn a golygfeydd
sort-best = Cyfatebiad gorau
sort-nearest = Agosaf
sort-name = A i Y
map = Map
filters = Hidlwyr
lane-near-you = Yn agos atoch
lane-near-you-text = Lleoedd y gallwch fynd iddynt.
lane-places = Lleoedd i fynd iddynt
lane-places-text = Ychwanegwch god post neu dref i weld beth sydd yn agos atoch.
lane-covers-you = Yn dod atoch neu’n gwasanaethu eich ardal
lane-covers-you-text = Efallai nad ydynt yn agos, ond maent yn gwasanaethu lle rydych chi.
lane-anywhere = O unrhyw le
lane-anywhere-text = Dros y ffôn, ar-lein neu i’r wlad gyfan.
within-reach = Buom yn chwilio o fewn { $distance }.
see-all = Gweld pob un o’r { $number }
all-lanes = Gweld pob math o ateb
near-misses = Bron yr hyn y gofynnoch amdano
hidden-count = { $count ->
    [one] { $count } heb ei ddangos:
   *[other] { $count } heb eu dangos:
  }
how-found = Sut y cafwyd hyd i hyn
why-this-place = Pam mae yn y lle hwn?
nothing-title = Ni chawsom hyd i ddim ar gyfer hynny. Rhowch gynnig ar un o’r rhain:
nothing-no-filters = Chwilio heb hidlwyr
nothing-any-distance = Chwilio ar unrhyw bellter
nothing-other-words = Defnyddiwch lai o eiriau neu eiriau eraill
nothing-browse = Edrych drwy bopeth yn ôl pwnc a lle
nothing-ask-library = Gofynnwch mewn llyfrgell. Mae’r staff yno’n gwybod beth sydd ymlaen yn lleol.
nothing-find-library = Dod o hyd i lyfrgell
how-far = Pa mor bell
suited = Beth sy’n addas i’r lle
within-miles = O fewn { $number } { $number ->
    [1] filltir
   *[other] milltir
  }
show-results = Dangos canlyniadau
clear-filters = Clirio hidlwyr
pages = Tudalennau
previous-page = Tudalen flaenorol
next-page = Tudalen nesaf
page-of = Tudalen { $page } o { $last }

## A row and its facts
where = Ble
when = Pryd
cost = Cost
joining = Sut i ymuno
covers = Yn gwasanaethu
ring = Ffonio
no-place-stated = Nid oes lle wedi’i nodi
when-not-stated = Nid oes amserau wedi’u nodi: gofynnwch iddynt
not-stated = Heb ei nodi
not-stated-ask = Heb ei nodi: gofynnwch iddynt
may-not-run = ffoniwch yn gyntaf, efallai na fydd ymlaen
other-places = { $count ->
    [one] a { $count } lle arall
   *[other] a { $count } o leoedd eraill
  }
yes = Oes
no = Nac oes
to = tan
today = Heddiw
tomorrow = Yfory
open-now-until = Ar agor nawr tan { $time }
under-100-yards = llai na 100 llath
one-mile = 1 filltir
miles = { $number } milltir
about-number = tua { $number }
cost-free = Am ddim
cost-donation = Drwy rodd
cost-paid = Mae tâl
cost-not-stated = Heb ei nodi: gofynnwch iddynt
join-turn-up = Dewch draw
join-book = Cadwch le
join-self = Cysylltwch eich hun
join-professional = Rhaid i weithiwr proffesiynol eich cyfeirio
confidence-confirmed = Wedi’i gadarnhau’n ddiweddar
confidence-probable = Yn gywir mae’n debyg
confidence-ring-first = Ffoniwch yn gyntaf
confidence-unreliable = Peidiwch â dibynnu ar hyn
status-temporarily-closed = Ar gau am y tro
status-inactive = Ddim yn rhedeg
status-defunct = Wedi dod i ben
add-to-list = Ychwanegu at fy rhestr
in-your-list = Yn eich rhestr

## One service
offered-by = Gan { $who }
no-description = Nid oes neb wedi disgrifio hwn eto. Ffoniwch neu edrychwch ar eu tudalen i ddysgu mwy.
print-sheet = Argraffu un ddalen
easy-read = Hawdd ei ddeall
add-to-calendar = Rhoi yn fy nghalendr
the-facts = Y ffeithiau
who-for = Ar gyfer pwy
not-for = Nid ar gyfer:
access = Mynediad
languages = Ieithoedd
contact = Cysylltu
kind = Beth ydyw
always-open = Ddydd a nos, drwy’r flwyddyn
delivery-online = Ar-lein
delivery-by-phone = Dros y ffôn
delivery-at-home = Maent yn dod atoch
delivery-varies = Mae’r lle’n newid: gofynnwch iddynt
get-there = Sut i gyrraedd
precision-old-postcode = Hen god post yw hwn. Gwiriwch y lle cyn mynd.
precision-rough = Dim ond yr ardal sy’n hysbys i ni, nid y drws.
ages-between = Oedran { $from } i { $to }
ages-from = Oedran { $from } a hŷn
ages-to = Hyd at { $to } oed
gender-women = Menywod a merched yn unig
gender-men = Dynion a bechgyn yn unig
gender-everyone = Agored i bawb
access-wheelchair = Mynediad cadair olwyn
access-step-free = Dim grisiau
access-accessible-toilet = Toiled hygyrch
access-toilet = Toiled
access-hearing-loop = Dolen glywed
access-sign-language = Iaith arwyddion
access-quiet = Lle neu amser tawel
access-parking = Parcio
access-accessible-parking = Parcio Bathodyn Glas
access-baby-changing = Newid babi
access-assistance-dogs = Croeso i gŵn cymorth
first-visit = Eich ymweliad cyntaf
ask-them = Nid oes neb wedi dweud y pethau hyn wrthym eto. Gofynnwch iddynt:
ask-when = Pryd mae ymlaen?
ask-what-happens = Beth fydd yn digwydd y tro cyntaf?
ask-who-greets = Pwy fydd yn cwrdd â mi wrth y drws?
ask-just-watch = A gaf i wylio yn unig i ddechrau?
ask-join = A gaf i droi i fyny, neu oes rhaid cadw lle?
ask-cost = Faint fydd y gost heddiw?
ask-steps = Oes grisiau?
ask-toilet = Oes toiled y gallaf ei ddefnyddio?
ask-bring-someone = A gaf i ddod â rhywun gyda mi?
said-by = { $who }, { $date }
sources-agree = Mae { $count } ffynhonnell yn cytuno.
one-says = Mae 1 yn dweud “{ $what }” ({ $year }).
read-from-prose = Wedi’i ddarllen o’u testun.
derived = wedi’i gyfrifo o ffaith arall
how-we-know = Sut rydym yn gwybod
publisher = Gan
licence = Trwydded
asserted = Yn wir ar
last-seen = Gwelsom ef ddiwethaf
no-longer-listed = Wedi gadael eu rhestr
their-page = Tudalen we
value-shown = fel y dangosir
not-vetted = Nid ydym wedi gwirio’r grŵp hwn ein hunain.
field-name = Enw
field-description = Disgrifiad
field-organisation = Pwy sy’n ei redeg
field-delivery = Sut y caiff ei roi
field-point = Pwynt ar y map
field-areas = Ardal a wasanaethir
field-phone = Ffôn
field-email = E-bost
field-status = A yw’n rhedeg
other-sites = Yr un gwasanaeth mewn lleoedd eraill
same-organisation = Mwy gan yr un bobl
umbrella = Rhan o
similar = Eraill tebyg gerllaw
report-title = Oes rhywbeth o’i le yma?
report-what = Beth sydd o’i le?
report-closed = Mae wedi cau
report-phone = Mae’r rhif ffôn yn anghywir
report-times = Mae’r amserau’n anghywir
report-place = Mae’r lle’n anghywir
report-mine = Fy ngrŵp i yw hwn ac rwyf am ei newid neu ei dynnu
report-other = Rhywbeth arall
report-text = Dywedwch fwy (os dymunwch)
report-hint = Gadewch enwau a phethau eraill am bobl allan.
report-send = Anfon adroddiad
report-thanks = Diolch. Mae eich adroddiad wedi’i gadw, a gall y bobl sy’n rhedeg y wefan ei weld.

## Languages of services
language-en = Saesneg
language-cy = Cymraeg
language-pl = Pwyleg
language-ur = Wrdw
language-pa = Pwnjabeg
language-bn = Bengaleg
language-gu = Gwjarati
language-ar = Arabeg
language-so = Somalieg
language-fa = Perseg
language-ro = Rwmaneg
language-pt = Portiwgaleg
language-es = Sbaeneg
language-fr = Ffrangeg
language-zh = Tsieinëeg
language-uk = Wcreineg
language-tr = Tyrceg
language-ta = Tamil
language-gd = Gaeleg yr Alban
language-bfi = Iaith Arwyddion Prydain

## Sources
sources-title = O ble daw hyn
sources-lede = Rydym yn defnyddio { $count } o restrau cyhoeddus. Mae gan bob un ei thudalen gyda’i thrwydded a pha mor gyflawn ydyw.
records = Cofnodion
data-date = Dyddiad y rhestr
attribution = Eu geiriau cydnabod
fetched = Darllenwyd ddiwethaf
role = Pwy sy’n dweud
role-owner = y bobl sy’n ei redeg
role-regulator = cofrestr swyddogol
role-assurer = tîm sy’n gwirio cofnodion
role-aggregator = rhestr wedi’i gwneud o rai eraill
report-card = Cerdyn adroddiad
report-card-text = Yr un rheolau i bawb. Nid yw sgôr byth yn newid trefn y canlyniadau.
card-read = Cofnodion a ddarllenwyd
card-kept = Yn wasanaeth ar ei ben ei hun
card-merged = Wedi’i uno â’r un gwasanaeth o restr arall
card-rejected = Wedi’u gwrthod
card-located = Wedi’u canfod ar y map
card-complete = Pa mor gyflawn
card-fresh = Wedi’u dyddio o fewn blwyddyn
card-cleaned = Gwerthoedd a drwsiwyd
card-changes = Ers y tro diwethaf
card-changes-text = { $new } newydd, { $changed } wedi newid, { $gone } wedi mynd
health-green = Darllenwyd heb drafferth
health-red = Ni ellid ei darllen: dangosir y copi da diwethaf
licence-none = Dim wedi’i nodi

## When something is not there
problem-not-found = Ni allwn ddod o hyd i’r dudalen honno
problem-not-found-text = Efallai bod y cyfeiriad yn hen, neu fod gwall ynddo.
problem-no-service = Nid yw’r gwasanaeth hwnnw yma mwyach
problem-no-service-text = Efallai ei fod wedi cau, neu wedi gofyn am gael ei dynnu.
problem-bad-request = Ni allem ddefnyddio’r hyn a anfonwyd
problem-bad-request-text = Ewch yn ôl a rhowch gynnig arall arni.
problem-our-fault = Torrodd rhywbeth ar ein hochr ni
problem-our-fault-text = Nid eich bai chi yw hyn. Rhowch gynnig arall arni mewn munud.
problem-busy = Rydym yn brysur iawn ar hyn o bryd
problem-busy-text = Rhowch gynnig arall arni mewn ychydig eiliadau.
ways-on = Beth allwch chi ei wneud nawr
go-home = Mynd i’r dudalen gyntaf
ring-111 = Os yw’n ymwneud â’ch iechyd ac na all aros, ffoniwch 111

## What is said aloud, texted and recorded
say-there-is = Mae { $name }.
say-at = Mae { $name } yn { $place }.
say-at-far = Mae { $name } yn { $place }, { $distance } i ffwrdd.
say-when = Nesaf: { $when }.
say-free = Mae am ddim.
say-donation = Gallwch roi’r hyn a fynnwch.
say-paid = Mae tâl.
say-turn-up = Gallwch ddod draw.
say-book = Mae angen cadw lle.
say-self = Gallwch gysylltu eich hun.
say-professional = Gallwn eich cyfeirio.
say-ask = Ffoniwch nhw a gofynnwch sut i ymuno.
say-ask-without-phone = Nid oes gennym rif ar eu cyfer: gofynnwch iddynt sut i ymuno.
record-self = { $date }: cyfeirio cymunedol. Dywedwyd am { $name }. Y person i gysylltu ei hun.
record-refer = { $date }: cyfeirio cymunedol. Dywedwyd am { $name }. Rhaid i weithiwr proffesiynol gyfeirio.

## Lists and paper
list-title = { $count ->
    [one] Eich rhestr: { $count } gwasanaeth
   *[other] Eich rhestr: { $count } gwasanaeth
  }
list-empty = Mae eich rhestr yn wag. Dewiswch “Ychwanegu at fy rhestr” ar unrhyw beth y dewch o hyd iddo.
list-find-more = Dod o hyd i fwy i’w hychwanegu
list-empty-it = Gwagio’r rhestr hon
print = Argraffu
print-sheets = Un ddalen i bob un
large-print = Print bras
usual-print = Maint arferol
pdf = PDF
pdf-large = PDF mewn print bras
text-message = Neges destun
text-length = { $length } o 160 llythyren
send-text = Anfon fel neges destun
copy = Copïo
copied = Wedi’i gopïo
take-off-list = Tynnu oddi ar y rhestr
compare = Ochr yn ochr
fact = Ffaith
share = Rhannu’r rhestr hon
share-text = Gall unrhyw un â’r cyfeiriad hwn weld y rhestr. Nid oes enwau ynddi.
email-subject = Pethau i roi cynnig arnynt
send-email = Anfon drwy e-bost
sheet-title = { $name }: dalen i’w hargraffu
sheets-title = Dalennau i’w hargraffu
print-hint = Defnyddiwch argraffu eich porwr. Mae pob gwasanaeth ar ei dudalen ei hun.
printed-on = Argraffwyd ar { $date }. Ffoniwch yn gyntaf os yw dros dri mis oed.
code-label = Cod i gamera eich ffôn: yn agor y dudalen hon
page-here = Mwy

## Easy read
easy-title = { $name }: hawdd ei ddeall
easy-when = Pryd
easy-where = Ble
easy-cost = Faint mae’n ei gostio
easy-who = Pwy all ddod
easy-join = Sut i ymuno
easy-ask = Pwy i’w holi
easy-always = Mae ar agor ddydd a nos.
easy-next = Y tro nesaf yw
easy-ring-first = Ffoniwch yn gyntaf. Efallai na fydd ymlaen.
easy-when-unknown = Nid ydym yn gwybod pryd. Gofynnwch iddynt.
easy-by-phone = Rydych yn gwneud hyn ar y ffôn.
easy-online = Rydych yn gwneud hyn ar gyfrifiadur neu ffôn.
easy-at-home = Maent yn dod i’ch cartref.
easy-where-unknown = Nid ydym yn gwybod ble. Gofynnwch iddynt.
easy-free = Mae am ddim.
easy-donation = Gallwch roi arian os dymunwch.
easy-paid = Mae’n rhaid talu.
easy-cost-unknown = Nid ydym yn gwybod y gost. Gofynnwch iddynt.
easy-ages-between = Gallwch fod yn { $from } i { $to } oed.
easy-ages-from = Rhaid bod yn { $from } oed neu’n hŷn.
easy-ages-to = Gallwch fod hyd at { $to } oed.
easy-who-unknown = Nid ydym yn gwybod pwy all ddod. Gofynnwch iddynt.
easy-turn-up = Gallwch ddod draw.
easy-book = Rhaid cadw lle yn gyntaf.
easy-self = Gallwch ofyn am ymuno.
easy-professional = Rhaid i feddyg neu weithiwr eich anfon.
easy-join-unknown = Nid ydym yn gwybod. Gofynnwch iddynt.
easy-ask-unknown = Nid oes gennym rif ffôn iddynt.
easy-back = Yn ôl at yr holl ffeithiau

## The desk
desk-title = Y ddesg
desk-stop = Stopiwch a dilynwch eich protocol
desk-stop-text = os ydynt yn sôn am boen yn y frest, trafferth anadlu, gwaedu trwm, strôc, niweidio’u hunain neu eraill, neu blentyn mewn perygl. Ffoniwch 999 pan fo bywyd mewn perygl.
desk-nothing = Nid oes dim yn gweddu i hynny.
desk-full-search = Gweld yr holl ganlyniadau
desk-declined = Mae’n iawn os ydynt yn dweud na.
desk-open = Ar agor nesaf
key-card = dewis cerdyn
key-text = neges destun
key-copy = copïo’r llinell ar gyfer y cofnod
key-print = argraffu slip
key-box = yn ôl i’r blwch
copy-record = Copïo i’r cofnod
print-slip = Argraffu slip

## What’s on
whats-on-title = Beth sydd ymlaen yn y saith diwrnod nesaf
whats-on-lede = Pethau y gallwch fynd iddynt yn agos atoch, yn ôl diwrnod ac amser.
days = Dyddiau
whats-on-more = Gweld { $count } arall ar y diwrnod hwn
time-not-stated = Amser heb ei nodi
whats-on-nothing = Ni wyddom am ddim ag amser wedi’i nodi yno yr wythnos hon.
whats-on-all = Gweld popeth, gydag amserau neu hebddynt
whats-on-note = Dim ond yr hyn sydd ag amserau wedi’u nodi sydd yma. Ffoniwch yn gyntaf os yw’n bwysig.

## Browse
browse-title = Edrych drwy bopeth
on-this-page = Ar y dudalen hon
browse-needs = Yr hyn sydd ei angen arnoch
browse-activities = Pethau i’w gwneud
browse-services = Cymorth y gallwch ei gael
browse-conditions = Cyflyrau iechyd
browse-identities = I bobl fel chi
browse-places = Mathau o leoedd
browse-districts = Yn ôl lle
concept-in = { $what } yn { $where }
what-helps = Beth all helpu
some-of-them = Rhai o’r hyn sydd ar gael
see-all-results = Gweld yr holl ganlyniadau
none-here-yet = Ni wyddom am ddim yma eto.
choose-district = Dewis lle
district-title = Cymorth a phethau i’w gwneud yn { $where }

## Map
map-title = { $count ->
    [one] { $count } lle ar y map
   *[other] { $count } lle ar y map
  }
map-back-to-list = Yn ôl i’r rhestr
map-nothing = Dim i’w ddangos ar fap. Efallai bod atebion dros y ffôn neu ar-lein yn y rhestr.
map-label = Map o’r atebion. Mae’r un atebion yn y rhestr isod.
map-list = Y lleoedd ar y map

## A directory to print
directory-title = Cyfeiriadur lleol i’w argraffu
directory-lede = Gwnewch lyfryn o’r hyn sydd ger lle, yn ôl pwnc. Argraffwch ef, neu ei gadw fel PDF.
directory-of = Cyfeiriadur lleol: { $where }
directory-stamp = Gwnaed ar { $made }. Ar ôl { $check }, ffoniwch i wirio.
directory-how = Daw popeth yma o restrau cyhoeddus. Ffoniwch yn gyntaf os yw’n bwysig.
directory-make = Gwneud y llyfryn
directory-other = Arall
directory-cut = Mae mwy nag a ffitia mewn llyfryn. Dewiswch bellter byrrach.
contents = Beth sydd ynddo

## Offline
offline-lede = Un ffeil gyda phopeth mewn ardal a chwilio ynddi. Mae’n agor o gof USB, heb y rhyngrwyd.
offline-how = Dewiswch le, cadwch y ffeil, ac agorwch hi mewn unrhyw borwr.
pack-stamp = Gwnaed ar { $date }. { $count } gwasanaeth. Ffoniwch yn gyntaf os yw dros dri mis oed.
pack-needs-script = Mae angen sgript ar y ffeil hon i chwilio.

## Yr hidlwyr, fel y mae tablau’r peiriant yn eu henwi

facet-day = Diwrnod
facet-day-mo = Dydd Llun
facet-day-tu = Dydd Mawrth
facet-day-we = Dydd Mercher
facet-day-th = Dydd Iau
facet-day-fr = Dydd Gwener
facet-day-sa = Dydd Sadwrn
facet-day-su = Dydd Sul
facet-time = Amser o’r dydd
facet-time-morning = Bore
facet-time-afternoon = Prynhawn
facet-time-evening = Gyda’r nos
facet-cost = Cost
facet-cost-free = Am ddim
facet-cost-donation = Trwy rodd
facet-cost-paid = Am dâl
facet-how = Sut y caiff ei ddarparu
facet-how-in-person = Wyneb yn wyneb
facet-how-online = Ar-lein
facet-how-by-phone = Dros y ffôn
facet-how-at-home = Yn dod atoch chi
facet-route = Sut i ymuno
facet-route-just-turn-up = Dewch draw
facet-route-book = Archebu lle
facet-route-self-referral = Cyfeirio eich hun
facet-route-professional-referral = Atgyfeiriad gan weithiwr proffesiynol
facet-access = Mynediad
facet-access-wheelchair = Hygyrch i gadair olwyn
facet-access-step-free = Heb risiau
facet-access-accessible-toilet = Toiled hygyrch
facet-access-toilet = Toiled
facet-access-hearing-loop = Dolen sain
facet-access-sign-language = Iaith Arwyddion Prydain
facet-access-quiet = Lle neu sesiwn dawel
facet-access-parking = Parcio
facet-access-accessible-parking = Parcio Bathodyn Glas
facet-access-baby-changing = Newid cewyn
facet-access-assistance-dogs = Croeso i gŵn cymorth
facet-age = Oed
facet-age-children = Plant (o dan 12)
facet-age-young-people = Pobl ifanc (12 i 25)
facet-age-adults = Oedolion (18 i 64)
facet-age-older-people = Pobl hŷn (60 a throsodd)
facet-gender = Rhywedd
facet-gender-women = Menywod yn unig
facet-gender-men = Dynion yn unig
facet-gender-everyone = Agored i bawb
facet-language = Iaith
facet-language-cy = Cymraeg
facet-language-pl = Pwyleg
facet-language-ur = Wrdw
facet-language-pa = Pwnjabeg
facet-language-bn = Bengaleg
facet-language-gu = Gwjarati
facet-language-ar = Arabeg
facet-language-so = Somalieg
facet-language-fa = Perseg
facet-language-ro = Rwmaneg
facet-language-pt = Portiwgaleg
facet-language-es = Sbaeneg
facet-language-fr = Ffrangeg
facet-language-zh = Tsieinëeg
facet-language-uk = Wcreineg
facet-language-tr = Twrceg
facet-language-ta = Tamileg
facet-language-gd = Gaeleg yr Alban
facet-language-en = Saesneg
facet-topic = Pwnc
facet-topic-arts = Celfyddydau a cherddoriaeth
facet-topic-care = Gofal gartref ac mewn cartrefi
facet-topic-carers = Gofalwyr
facet-topic-children = Plant a phobl ifanc
facet-topic-dementia = Dementia
facet-topic-disability = Anabledd
facet-topic-exercise = Cadw’n heini
facet-topic-family = Teulu a magu plant
facet-topic-food = Bwyd
facet-topic-health = Iechyd
facet-topic-home = Y cartref
facet-topic-housing = Tai
facet-topic-identity = Cymunedau a hunaniaeth
facet-topic-law = Y gyfraith a hawliau
facet-topic-learning = Dysgu
facet-topic-library = Llyfrgelloedd
facet-topic-loss = Profedigaeth
facet-topic-mental-health = Iechyd meddwl
facet-topic-money = Arian
facet-topic-nature = Natur a gerddi
facet-topic-older = Pobl hŷn
facet-topic-place = Lleoedd i fynd
facet-topic-safety = Diogelwch
facet-topic-social = Cwmni a grwpiau
facet-topic-sport = Chwaraeon
facet-topic-substance = Alcohol a chyffuriau
facet-topic-transport = Teithio
facet-topic-volunteering = Gwirfoddoli
facet-topic-work = Gwaith
