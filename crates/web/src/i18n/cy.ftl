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
this-week-text = Gweld beth allwch chi fynd iddo yn y saith diwrnod nesaf.
see-this-week = Gweld yr wythnos hon
who-title = Pwy sydd y tu ôl i hyn
who-text = Mae gennym { $services } o wasanaethau o { $sources } o restrau cyhoeddus.
see-sources = Gweld pob rhestr a’i thrwydded
who-promise = Nid ydym yn cadw dim amdanoch nac yn gofyn am enw.

## Results
results-count = { $count ->
    [one] { $count } canlyniad
    [two] { $count } ganlyniad
   *[other] { $count } canlyniad
  }
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
