give-title = Give “{ $badge }”
give-more = Each person will answer for themselves. Nothing is public before their yes.
give-to-hint = One email address a line, { $max } at most. To add a few words for one person: a semicolon after their address, then your words. Leave it empty for a QR code and a link.
give-words = Your words, for each person
give-words-hint = What did you see? One true sentence beats a compliment.
give-signed-hint = Once signed, this badge no longer changes. You can withdraw an unanswered offer.
give-none = Nothing has left.
give-done-more =
    { $n ->
        [one] “{ $badge }” is waiting for { $n } answer.
       *[other] “{ $badge }” is waiting for { $n } answers.
    }
give-rejected =
    { $n ->
        [one] { $n } row to fix
       *[other] { $n } rows to fix
    }
give-rejected-more = The other offers have left; these have not.
give-row = Row { $row }: { $reason }
give-again = Fix and give again
give-mailed = An email is on its way.
give-link = A link to show or to send
give-link-more = Whoever opens it can answer, without an account.
give-show-link = Show the link and the QR code
give-more-people = Give to other people
offers-title = Offers of the badge “{ $badge }”
offers-count =
    { $accepted ->
        [one] { $accepted } said yes out of { $offered } offers.
       *[other] { $accepted } said yes out of { $offered } offers.
    }
offers-few = Few yeses? The badge may matter less than you hoped: ask them.
offers-link = A link shown or sent
