glossary-title = The words
glossary-more = One word, one thing.
accessibility-more = This site wants to serve everyone.
accessibility-where = Where we stand
accessibility-not-audited = This site aims at RGAA and WCAG 2.2 AA. Nobody has audited it yet, so we do not say that it conforms.
accessibility-full = It conforms to RGAA and WCAG 2.2 AA, on { $date }. Checked by: { $who }.
accessibility-partial = It conforms in part to RGAA and WCAG 2.2 AA, on { $date }. Checked by: { $who }.
accessibility-not = It does not conform to RGAA and WCAG 2.2 AA, on { $date }. Checked by: { $who }.
accessibility-problems = What does not work yet, and another way to do it
accessibility-problems-none = We know of nothing that blocks. That does not mean there is nothing.
accessibility-how = How we checked
accessibility-how-more = Each page works without script and by keyboard. A tool (axe) reads every page, light and dark, on a phone and on a large screen. It does not replace the people concerned.
accessibility-blocked = Something in your way?
accessibility-write =
    { $days ->
        [one] Write to { $contact }: an answer within { $days } day, or we do it with you.
       *[other] Write to { $contact }: an answer within { $days } days, or we do it with you.
    }
accessibility-rights = No answer: the Défenseur des droits, defenseurdesdroits.fr.
privacy-who = Who
privacy-who-more = This site is run by { $operator }; any question: { $contact }. The data are kept in { $place }.
privacy-what = What we keep
privacy-what-more = The name you choose, your email addresses, what you write and receive; a journal of what was done, without names, addresses or texts.
privacy-why = Why
privacy-why-more = To do what you ask and protect the site. No advertising, no selling, no score, no hidden profile.
privacy-sees = Who sees
privacy-sees-more = You decide, thing by thing. Without your yes, nothing written about you is public; an unanswered offer is erased after { $days } days.
privacy-travels = What travels
privacy-travels-more = A badge holds a fingerprint of your address, not the address, not your name. The words given can be read in it.
privacy-cookies = Cookies
privacy-cookies-more = One to keep you signed in, one for your choices (language, colours). None to follow you.
privacy-rights = Your rights
privacy-rights-more = See and correct from “My account”; take away, erase, say stop: { $contact }, an answer within one month. Otherwise: cnil.fr.
privacy-age = Age
privacy-age-more = In France one decides for oneself from 15; before that, with a parent and a steward.
