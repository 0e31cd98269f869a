# Letters.
foot = Sent by { $site }. We put no trackers in our emails.

sign-in-subject = Your link to come in
sign-in-text = Open this link, or type { $code }. It works once, for { $minutes } minutes.
sign-in-nothing = You asked for nothing? Do nothing: nobody will get in.

address-subject = Your link to confirm this address
address-text = Open this link, or type { $code }, to tie this address to your account. It works once, for { $minutes } minutes.

offer-subject = { $giver } is giving you a recognition
offer-hello = Hello.
offer-words = { $giver } wrote a few words for you:
offer-badge = { $giver } is giving you the badge “{ $badge }”.
offer-badge-words = { $giver } is giving you the badge “{ $badge }” and writes:
offer-choice = Accept it, keep it to yourself or decline it, without an account. Nobody else sees this offer.
offer-open = Read and answer:

answer-accepted-subject = { $receiver } keeps what you gave
answer-accepted-text = It is accepted. You find it in your recognitions.
answer-declined-subject = An answer to what you gave
answer-declined-text = It is declined; no reason is needed. Nobody else knows.
reply-subject = { $author } answers you
reply-text = { $author } writes to you:
open = Open:
somebody = Somebody
