# What was established: titles, what they mean, what to do.
verdict-verified = Verified: everything fits
verdict-verified-means = It was { $issuer } who gave it, nothing has changed since, it still holds.
verdict-verified-hosted = It was { $issuer } who gave it. Their site, { $host }, confirms it today.
verdict-verified-do = Read the words and the evidence; see who stands behind it.
verdict-warnings = Valid, with remarks
verdict-warnings-means = The main thing is right; know the points marked “?”.
verdict-warnings-do = Read them: mostly an older form, or a name that is not proven.
verdict-unverifiable = Cannot be verified for now
verdict-unverifiable-means = An answer is missing: { $what }. This does not say that the badge is false.
verdict-unverifiable-do = Try again later, or ask whoever gave it.
verdict-unsupported = Signed in a way we cannot read
verdict-unsupported-means = We can read what it says, not its signature ({ $proof }).
verdict-unsupported-do = Verify it on the giver’s site, or ask for another form.
verdict-invalid = Not valid
verdict-invalid-means = Something does not hold: { $what }.
verdict-invalid-do = Do not rely on it. Copies do get damaged: ask for the original file.
verdict-revoked = Revoked
verdict-revoked-means = { $issuer } says it no longer holds. No reason made public.
verdict-revoked-reason = { $issuer } says it no longer holds. Reason: { $reason }
verdict-revoked-do = Conclude nothing about the person: it may be a simple correction.
verdict-suspended = On hold
verdict-suspended-means = { $issuer } has put it on hold, for a time.
verdict-suspended-do = Read it again later, or ask whoever gave it.
verdict-expired = Expired on { $date }
verdict-expired-means = It held until that date. What was done stays done.
verdict-expired-do = If it is yours, ask to renew it.
verdict-not-yet-valid = Not valid yet
verdict-not-yet-valid-means = It starts on { $date }.
verdict-not-yet-valid-do = Come back that day; if the date looks wrong, tell whoever gave it.
verdict-not-a-badge = This is not a badge
verdict-not-a-badge-means = We found: { $what }.
verdict-not-a-badge-do = A screenshot, or a picture sent through a chat, loses what it held. Ask for the original file or the badge’s address.
verdict-not-true = Verified does not mean true: we know who says it; what is said is yours to judge.
# The three questions.
fact-signature = Has it changed?
fact-signature-valid = Nothing has changed since it was signed.
fact-signature-invalid = Something has changed.
fact-signature-none = It is not signed; it holds as far as the site { $host } says so.
fact-signature-unsupported = A type of signature we cannot read.
fact-signature-unknown = The key does not answer.
fact-issuer = Who really signed?
fact-issuer-proven = { $issuer }: the key is published on their site, { $host }.
fact-issuer-proven-here = { $issuer }: the key is published here.
fact-issuer-contradicted = The name written is { $issuer }, but the key belongs to someone else.
fact-issuer-unknown = The name { $issuer } is written, not proven.
fact-seen = Who stands behind it, seen from you?
fact-seen-directly = You recognise { $issuer }.
fact-seen-not-directly = You have given nothing to { $issuer }. It is neither a good nor a bad sign.
fact-seen-nowhere = Sign in to see from where you stand.
# The checks: pass, to be known, fail, no answer.
check-schema = Is it complete?
check-schema-pass = All that an Open Badge must hold is there.
check-schema-warn = An older form or small slips: we read it all the same.
check-schema-fail = Something is missing or misplaced; the giver can make it again.
check-schema-unknown = Unknown form.
check-proof = Is the signature right?
check-proof-pass = Yes.
check-proof-warn = Yes, by an older method.
check-proof-fail = No: the content does not match.
check-proof-unknown = The key cannot be found for now.
check-issuer = Is it really { $issuer }?
check-issuer-pass = Their site publishes this key.
check-issuer-warn = Nothing ties the key to this name: ask them.
check-issuer-fail = The key is someone else’s: do not rely on it.
check-issuer-unknown = The site does not answer.
check-status = Does it still hold?
check-status-pass = Neither revoked nor on hold.
check-status-warn = There is no list: one cannot know if it was revoked.
check-status-fail = Revoked, or on hold.
check-status-fail-since = Revoked, or on hold, since { $date }.
check-status-unknown = The list does not answer.
check-status-unknown-last = The list does not answer; last answer on { $date }.
check-dates = Is this the right time?
check-dates-pass = Given on { $issued }, valid until { $end }.
check-dates-pass-open = Given on { $issued }, no end date.
check-dates-warn = Expires soon, or the date is badly written.
check-dates-fail = Expired, or not started yet.
check-dates-unknown = No readable date.
check-recipient = Is it for this person?
check-recipient-pass = The address you gave is the badge’s.
check-recipient-warn = The badge shows an address openly.
check-recipient-fail = Not this address: try another.
check-recipient-unknown = Not compared yet: give an address.
check-image = Is it the right picture?
check-image-pass = Yes, it carries this badge.
check-image-warn = No picture, or unreadable: we draw one.
check-image-fail = The picture does not go with this badge.
check-image-unknown = The picture did not answer.
check-endorsement = Do the endorsements hold?
check-endorsement-pass =
    { $n ->
        [0] There are none.
        [one] { $n } verified.
       *[other] { $n } verified.
    }
check-endorsement-warn =
    { $n ->
        [one] { $n } not verified, shown apart.
       *[other] { $n } not verified, shown apart.
    }
check-endorsement-fail = An endorsement is not valid; the badge itself does not suffer.
check-endorsement-unknown = No answer for { $n } of them.
check-context = Do we understand each technical word?
check-context-pass = Yes, and each is signed.
check-context-warn = Yes, in an older version of the vocabulary.
check-context-fail = A text was added outside the signature: ignore it.
check-context-unknown = Unknown vocabulary: we do not pretend.
# The page.
read-source = This is what it says:
read-given-by = Given by
read-for = For
read-again = Try again
read-checks = What we looked at
read-details = Technical details
read-another = Read another badge
read-file = Choose a file
read-file-hint = PNG, SVG, JSON. We do not keep this file.
read-url = or paste an address
read-verb = Read
read-mine = Is it for me?
read-mine-hint = We compare this address with the badge’s fingerprint, then forget it.
read-this-file = this file
# What does not hold, or is missing: within a sentence.
fails-schema = a part is missing or misplaced
fails-proof = the content changed after signing
fails-issuer = the key belongs to someone else
fails-recipient = it was given to another address
fails-context = a text was added outside the signature
fails-something = a part is not right
missing-signature = it is not signed, so anybody may have written it
missing-key = the key that signed it
missing-issuer = whose key it is
missing-status = the list that says whether it still holds
missing-something = we could not look at everything
# What a file is when it is no badge: within a sentence.
found-png = a PNG picture with no badge inside
found-svg = an SVG picture with no badge inside
found-other-inside = a picture that carries something other than a badge
found-damaged = a damaged file that cannot be read
found-jpeg = a JPEG photo, which cannot carry a badge
found-webp = a WebP picture, which cannot carry a badge
found-heic = a HEIC or AVIF photo, which cannot carry a badge
found-gif = a GIF picture, which cannot carry a badge
found-bmp = a BMP picture, which cannot carry a badge
found-icon = an icon, which cannot carry a badge
found-pdf = a PDF document
found-zip = a compressed archive
found-page = a web page
found-xml = an XML document without a badge
found-presentation = several badges sent together, to be opened one by one
found-json = JSON data that is not a badge
found-token = a signed text that is not a badge
found-text = text
found-nothing = an empty file
found-unknown = a file of a kind we do not know
