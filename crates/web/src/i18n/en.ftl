## The frame
site-name = Fingerpost
skip-to-main = Skip to main content
header-links = Main links
footer-links = More from Fingerpost
quick-exit = Leave this site
whats-on = What’s on
browse = Browse
your-list = Your list
about = About
sources = Where this comes from
how-we-choose = How we choose
desk = Desk
print-directory = Print a local directory
offline-pack = Use without the internet
follow-search = Keep up with this search:
follow-atom = news feed
follow-calendar = calendar
for-programs = For other programs
for-programs-text = Every address that programs can read, with its parameters and answers.
accessibility = Accessibility
privacy = Privacy
footer-line = Free to use. No sign-in, no cookies, no tracking. The facts come from public lists, each named on its page. We have not visited the groups: ring first if you are not sure.
home = Home
breadcrumb = You are here
important = Important

## The box
box-label = What do you want to do, or need help with?
near-label = Near (postcode or place)
search = Search
try = Try:

## Home
home-title = Find help and things to do near you
home-lede = Groups, clubs, advice and support across the UK. Use your own words.
doors-title = Start with how you feel or what you need
this-week = What’s on this week
this-week-some = A few of them, from across the country:
this-week-text = Put in your place to see what is near you in the next seven days.
see-this-week = See this week
who-title = Who is behind this
who-text = We hold { $services } services from { $sources } public lists.
see-sources = See every list and its licence
who-promise = We keep nothing about you and ask for no name.

## Results
results-count = { $count ->
    [one] { $number } result
   *[other] { $number } results
  }
results-description = Groups, clubs, advice and support: what is near, what comes to you, and what you can reach by phone or online.
results-about = About { $number } results
results-for = { $results } for “{ $asked }”
searched-instead = We searched for “{ $words }”.
search-exactly = Search for “{ $words }” instead
we-read = What we looked for:
take-away = take away { $what }
bring-back = Put back what I took away
other-places-named = Did you mean another place?
order-and-views = Order and views
sort-best = Best match
sort-nearest = Nearest
sort-name = A to Z
map = Map
filters = Filters
lane-near-you = Near you
lane-near-you-text = Places you can go to.
lane-places = Places to go
lane-places-text = Add a postcode or town to see what is near you.
lane-covers-you = Comes to you or covers your area
lane-covers-you-text = They may not be close, but they serve where you are.
lane-anywhere = From anywhere
lane-anywhere-text = By phone, online or for the whole country.
within-reach = We looked within { $distance }.
see-all = See all { $number }
all-lanes = See every kind of answer
near-misses = Nearly what you asked for
hidden-count = { $count ->
    [one] { $count } not shown:
   *[other] { $count } not shown:
  }
how-found = How this was found
why-this-place = Why is it in this place?
nothing-title = We found nothing for that. Try one of these:
nothing-no-filters = Search without filters
nothing-any-distance = Search any distance
nothing-other-words = Use fewer or other words
nothing-browse = Look through everything by subject and place
nothing-ask-library = Ask at a library. Staff there know what is on near you.
nothing-find-library = Find a library
how-far = How far
suited = What suits the place
within-miles = Within { $number } { $number ->
    [1] mile
   *[other] miles
  }
show-results = Show results
clear-filters = Clear filters
pages = Pages
previous-page = Previous page
next-page = Next page
page-of = Page { $page } of { $last }

## A row and its facts
where = Where
when = When
cost = Cost
joining = How to join
covers = Covers
ring = Ring
no-place-stated = No place is given
when-not-stated = Times are not given: ask them
not-stated = Not given
not-stated-ask = Not given: ask them
may-not-run = ring first, it may not run
other-places = { $count ->
    [one] and { $count } other place
   *[other] and { $count } other places
  }
yes = Yes
no = No
to = to
today = Today
tomorrow = Tomorrow
open-now-until = Open now until { $time }
under-100-yards = under 100 yards
one-mile = 1 mile
miles = { $number } miles
about-number = about { $number }
cost-free = Free
cost-donation = By donation
cost-paid = There is a charge
cost-not-stated = Not given: ask them
join-turn-up = Just turn up
join-book = Book a place
join-self = Get in touch yourself
join-professional = A professional must refer you
confidence-confirmed = Confirmed recently
confidence-probable = Probably right
confidence-ring-first = Ring first
confidence-unreliable = Don’t rely on this
status-temporarily-closed = Closed for now
status-inactive = Not running
status-defunct = Has ended
add-to-list = Add to my list
in-your-list = In your list

## One service
offered-by = From { $who }
no-description = Nobody has described this yet. Ring or look at their page to learn more.
print-sheet = Print one sheet
easy-read = Easy read
add-to-calendar = Put in my calendar
the-facts = The facts
who-for = Who it is for
not-for = Not for:
access = Access
languages = Languages
contact = Contact
kind = What it is
always-open = Day and night, all year
delivery-online = Online
delivery-by-phone = By phone
delivery-at-home = They come to you
delivery-varies = The place changes: ask them
get-there = How to get there
precision-old-postcode = The postcode is an old one. Check the place before you go.
precision-rough = We only know the area, not the door.
ages-between = Ages { $from } to { $to }
ages-from = Ages { $from } and over
ages-to = Up to age { $to }
gender-women = Women and girls only
gender-men = Men and boys only
gender-everyone = Open to everyone
access-wheelchair = Wheelchair access
access-step-free = No steps
access-accessible-toilet = Accessible toilet
access-toilet = Toilet
access-hearing-loop = Hearing loop
access-sign-language = Sign language
access-quiet = Quiet space or time
access-parking = Parking
access-accessible-parking = Blue Badge parking
access-baby-changing = Baby changing
access-assistance-dogs = Assistance dogs welcome
first-visit = Your first visit
ask-them = Nobody has told us these things yet. Ask them:
ask-when = When is it on?
ask-what-happens = What will happen the first time?
ask-who-greets = Who will meet me at the door?
ask-just-watch = Can I just watch at first?
ask-join = Can I just turn up, or must I book?
ask-cost = What will it cost today?
ask-steps = Are there any steps?
ask-toilet = Is there a toilet I can use?
ask-bring-someone = Can I bring someone with me?
said-by = { $who }, { $date }
sources-agree = { $count } sources agree.
one-says = 1 says “{ $what }” ({ $year }).
read-from-prose = Read from their text.
derived = worked out from another fact
how-we-know = How we know
publisher = From
licence = Licence
asserted = True on
last-seen = We last saw it
no-longer-listed = Left their list
their-page = Web page
value-shown = as shown
not-vetted = We have not checked this group ourselves.
field-name = Name
field-description = Description
field-organisation = Who runs it
field-delivery = How it is given
field-point = Map point
field-areas = Area covered
field-phone = Phone
field-email = E-mail
field-status = Is it running
other-sites = The same service in other places
same-organisation = More from the same people
umbrella = Part of
similar = Others like this nearby
report-title = Is something wrong here?
report-what = What is wrong?
report-closed = It has closed
report-phone = The phone number is wrong
report-times = The times are wrong
report-place = The place is wrong
report-mine = This is my group and I want it changed or taken off
report-other = Something else
report-text = Tell us more (if you like)
report-hint = Please leave out names and other things about people.
report-send = Send report
report-thanks = Thank you. Your report is saved, and the people who run this site can see it.

## Languages of services
language-en = English
language-cy = Welsh
language-pl = Polish
language-ur = Urdu
language-pa = Punjabi
language-bn = Bengali
language-gu = Gujarati
language-ar = Arabic
language-so = Somali
language-fa = Persian
language-ro = Romanian
language-pt = Portuguese
language-es = Spanish
language-fr = French
language-zh = Chinese
language-uk = Ukrainian
language-tr = Turkish
language-ta = Tamil
language-gd = Scottish Gaelic
language-bfi = British Sign Language

## Sources
sources-title = Where this comes from
sources-lede = We use { $count } public lists. Each has its own page with its licence and how complete it is.
records = Records
data-date = Date of the list
attribution = Their words for credit
fetched = We last read it
role = Who says so
role-owner = the people who run it
role-regulator = an official register
role-assurer = a team that checks records
role-aggregator = a list made from others
report-card = Report card
report-card-text = The same rules for everybody. A score never changes the order of results.
card-read = Records read
card-kept = Shown as a service of their own
card-merged = Joined with the same service from another list
card-rejected = Turned away
card-located = Found on the map
card-complete = How complete
card-fresh = Dated within a year
card-cleaned = Values mended
card-changes = Since last time
card-changes-text = { $new } new, { $changed } changed, { $gone } gone
health-green = Read without trouble
health-red = Could not be read: the last good copy is shown
licence-none = None given

## When something is not there
problem-not-found = We cannot find that page
problem-not-found-text = The address may be old, or have a slip in it.
problem-no-service = That service is not here any more
problem-no-service-text = It may have closed, or asked to be taken off.
problem-bad-request = We could not use what was sent
problem-bad-request-text = Please go back and try once more.
problem-our-fault = Something broke on our side
problem-our-fault-text = It is not your fault. Please try again in a minute.
problem-busy = We are very busy just now
problem-busy-text = Please try again in a few seconds.
ways-on = What you can do now
go-home = Go to the first page
ring-111 = If it is about your health and cannot wait, ring 111

## What is said aloud, texted and recorded
say-there-is = There is { $name }.
say-at = There is { $name } at { $place }.
say-at-far = There is { $name } at { $place }, { $distance } away.
say-when = Next: { $when }.
say-free = It is free.
say-donation = You can give what you like.
say-paid = There is a charge.
say-turn-up = You can just turn up.
say-book = You need to book a place.
say-self = You can get in touch yourself.
say-professional = We can refer you.
say-ask = Ring them and ask how to join.
say-ask-without-phone = We have no number for them: ask them how to join.
record-self = { $date }: signposting. Told about { $name }. Person to get in touch themselves.
record-refer = { $date }: signposting. Told about { $name }. A professional must refer.

## Lists and paper
list-title = { $count ->
    [one] Your list: { $count } service
   *[other] Your list: { $count } services
  }
list-empty = Your list is empty. Choose “Add to my list” on anything you find.
list-find-more = Find more to add
list-empty-it = Empty this list
print = Print
print-sheets = One sheet for each
large-print = Large print
usual-print = Usual size
pdf = PDF
pdf-large = PDF in large print
text-message = Text message
text-length = { $length } of 160 letters
send-text = Send as a text
copy = Copy
copied = Copied
take-off-list = Take off the list
compare = Side by side
fact = Fact
share = Share this list
share-text = Anyone with this address can see the list. It holds no names.
email-subject = Things to try
send-email = Send by e-mail
sheet-title = { $name }: a sheet to print
sheets-title = Sheets to print
print-hint = Use your browser’s print. Each service is on a page of its own.
printed-on = Printed on { $date }. Ring first if it is more than three months old.
code-label = A code for your phone’s camera: opens this page
page-here = More

## Easy read
easy-title = { $name }: easy read
easy-when = When
easy-where = Where
easy-cost = What it costs
easy-who = Who can come
easy-join = How to join
easy-ask = Who to ask
easy-always = It is open day and night.
easy-next = The next time is
easy-ring-first = Ring first. It may not be on.
easy-when-unknown = We do not know when. Ask them.
easy-by-phone = You do this on the phone.
easy-online = You do this on a computer or phone.
easy-at-home = They come to your home.
easy-where-unknown = We do not know where. Ask them.
easy-free = It is free.
easy-donation = You can give some money if you like.
easy-paid = You have to pay.
easy-cost-unknown = We do not know the cost. Ask them.
easy-ages-between = You can be { $from } to { $to } years old.
easy-ages-from = You need to be { $from } or older.
easy-ages-to = You can be up to { $to } years old.
easy-who-unknown = We do not know who can come. Ask them.
easy-turn-up = You can just come.
easy-book = You must book first.
easy-self = You can ask to join.
easy-professional = A doctor or worker must send you.
easy-join-unknown = We do not know. Ask them.
easy-ask-unknown = We have no phone number for them.
easy-back = Back to all the facts

## The desk
desk-title = The desk
desk-stop = Stop and follow your protocol
desk-stop-text = if they speak of chest pain, trouble breathing, heavy bleeding, a stroke, hurting themselves or others, or a child in danger. Ring 999 when a life is in danger.
desk-nothing = Nothing fits that.
desk-full-search = See all results
desk-declined = It is fine if they say no.
desk-open = Next open
key-card = choose a card
key-text = text message
key-copy = copy the line for the record
key-print = print a slip
key-box = back to the box
copy-record = Copy for the record
print-slip = Print a slip

## What’s on
whats-on-title = What’s on in the next seven days
whats-on-lede = Things you can go to near you, by day and time.
days = Days
whats-on-more = See { $count } more on this day
time-not-stated = Time not given
whats-on-nothing = We know of nothing with a stated time near there this week.
whats-on-all = See everything, with or without times
whats-on-note = Only what has stated times is here. Ring first if it matters.

## Browse
browse-title = Look through everything
on-this-page = On this page
browse-needs = What you need
browse-activities = Things to do
browse-services = Help you can get
browse-conditions = Health conditions
browse-identities = For people like you
browse-places = Kinds of places
browse-districts = By place
concept-in = { $what } in { $where }
what-helps = What can help
some-of-them = Some of what there is
see-all-results = See all results
none-here-yet = We know of none here yet.
choose-district = Choose a place
district-title = Help and things to do in { $where }

## Map
map-title = { $count ->
    [one] { $count } place on the map
   *[other] { $count } places on the map
  }
map-back-to-list = Back to the list
map-nothing = Nothing to show on a map. The list may have answers by phone or online.
map-label = Map of the answers. The same answers are in the list below.
map-list = The places on the map

## A directory to print
directory-title = A local directory to print
directory-lede = Make a booklet of what is near a place, by subject. Print it, or save it as PDF.
directory-of = Local directory: { $where }
directory-stamp = Made on { $made }. After { $check }, ring to check.
directory-how = Everything here comes from public lists. Ring first if it matters.
directory-make = Make the booklet
directory-other = Other
directory-cut = There is more than fits in a booklet. Choose a shorter distance.
contents = What is inside

## Offline
offline-lede = One file with all that is in a district and a search inside. It opens from a USB stick, with no internet.
offline-how = Choose a place, save the file, and open it in any browser.
pack-stamp = Made on { $date }. { $count } services. Ring first if it is more than three months old.
pack-needs-script = This file needs script to search.

## The filters, as the tables of the engine name them

facet-day = Day
facet-day-mo = Monday
facet-day-tu = Tuesday
facet-day-we = Wednesday
facet-day-th = Thursday
facet-day-fr = Friday
facet-day-sa = Saturday
facet-day-su = Sunday
facet-time = Time of day
facet-time-morning = Morning
facet-time-afternoon = Afternoon
facet-time-evening = Evening
facet-cost = Cost
facet-cost-free = Free
facet-cost-donation = By donation
facet-cost-paid = Paid
facet-how = How it is delivered
facet-how-in-person = In person
facet-how-online = Online
facet-how-by-phone = By phone
facet-how-at-home = Comes to you
facet-route = How to join
facet-route-just-turn-up = Just turn up
facet-route-book = Book a place
facet-route-self-referral = Refer yourself
facet-route-professional-referral = Referred by a professional
facet-access = Access
facet-access-wheelchair = Wheelchair accessible
facet-access-step-free = Step-free
facet-access-accessible-toilet = Accessible toilet
facet-access-toilet = Toilet
facet-access-hearing-loop = Hearing loop
facet-access-sign-language = British Sign Language
facet-access-quiet = Quiet space or session
facet-access-parking = Parking
facet-access-accessible-parking = Blue Badge parking
facet-access-baby-changing = Baby changing
facet-access-assistance-dogs = Assistance dogs welcome
facet-age = Age
facet-age-children = Children (under 12)
facet-age-young-people = Young people (12 to 25)
facet-age-adults = Adults (18 to 64)
facet-age-older-people = Older people (60 and over)
facet-gender = Gender
facet-gender-women = Women only
facet-gender-men = Men only
facet-gender-everyone = Open to all
facet-language = Language
facet-language-cy = Welsh
facet-language-pl = Polish
facet-language-ur = Urdu
facet-language-pa = Punjabi
facet-language-bn = Bengali
facet-language-gu = Gujarati
facet-language-ar = Arabic
facet-language-so = Somali
facet-language-fa = Persian
facet-language-ro = Romanian
facet-language-pt = Portuguese
facet-language-es = Spanish
facet-language-fr = French
facet-language-zh = Chinese
facet-language-uk = Ukrainian
facet-language-tr = Turkish
facet-language-ta = Tamil
facet-language-gd = Scottish Gaelic
facet-language-en = English
facet-topic = About
facet-topic-arts = Arts and music
facet-topic-care = Care at home and in homes
facet-topic-carers = Carers
facet-topic-children = Children and young people
facet-topic-dementia = Dementia
facet-topic-disability = Disability
facet-topic-exercise = Keeping active
facet-topic-family = Family and parenting
facet-topic-food = Food
facet-topic-health = Health
facet-topic-home = The home
facet-topic-housing = Housing
facet-topic-identity = Communities and identity
facet-topic-law = Law and rights
facet-topic-learning = Learning
facet-topic-library = Libraries
facet-topic-loss = Bereavement
facet-topic-mental-health = Mental health
facet-topic-money = Money
facet-topic-nature = Nature and gardens
facet-topic-older = Older people
facet-topic-place = Places to go
facet-topic-safety = Safety
facet-topic-social = Company and groups
facet-topic-sport = Sport
facet-topic-substance = Alcohol and drugs
facet-topic-transport = Getting about
facet-topic-volunteering = Volunteering
facet-topic-work = Work
