# Around every page.
layout-skip = Go to the content
layout-nav = Main
layout-nav-small = Main, small screen
layout-menu = Menu
layout-language = Language
layout-breton = Anavez comes from the Breton anavezout: to know, to recognise.
layout-foot = About the site
layout-glossary = The words
layout-accessibility = Accessibility
layout-privacy = Privacy
layout-api = For programs
layout-outbox = Emails of the demonstration
layout-theme = Colours
theme-system = Like the device
theme-light = Light
theme-dark = Dark
nav-recognise = Recognise
nav-read = Read a badge
nav-ledger = My recognitions
nav-models = My models
nav-account = My account:
nav-sign-in = Come in
back = Go back
next-page = See more
# What a mark's outline says.
sort-person = person
sort-community = community
sort-group = group
sort-organisation = organisation
sort-institution = institution
sort-place = place
sort-territory = territory
sort-event = event
sort-thing = thing
# Somebody's words, from whom to whom.
thread-recognises = recognises
thread-mutual = and, both ways,
voice-open = Read it apart
who-you = you
signed-edge = The edge above is drawn from the signature. Change one letter and the edge changes.
# Fields.
field-optional = (optional)
err-form =
    { $n ->
        [one] { $n } answer to look at.
       *[other] { $n } answers to look at.
    }
err-form-kept = What you wrote is kept.
err-empty = Write your text here.
err-long =
    { $n ->
        [one] { $n } character too many ({ $max } at most).
       *[other] { $n } characters too many ({ $max } at most).
    }
err-mail = An address looks like name@example.org
err-date = Choose a date after { $date }.
err-choose = Choose an answer.
err-address = The address of a page begins with https://
err-file-large = This file is too large ({ $size }; { $max } at most). A smaller photo will do.
err-file-kind = We read PNG, SVG, JPEG, WebP; this one is: { $found }.
err-nobody = Nobody here has this name. Give an email address, or leave it empty.
somebody = Somebody
name-not-verified = name not verified
qr-title = QR code of the link
your-name = Your name
your-name-hint = As you want it to appear. It is signed with your words.
err-many = That is too much at once ({ $max } at most).
err-unknown = Choose one of the answers.
err-not-text = This text holds characters that cannot be seen. Write it again.
err-taken = This is taken: choose another.
err-yourself = That is you. To whom else?
err-twice = This stands here twice.
err-other = This will not do: { $reason }
notice-replied = Your answer is on its way.
notice-back = It is signed. Your words wait for their answer.
notice-withdrawn = The offer is withdrawn.
you = you
not-said-yet = (not said yet)
