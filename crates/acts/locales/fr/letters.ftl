# Les lettres. Espaces insécables : U+202F avant ; ! ? et U+00A0 avant : et dans « ».
foot = Envoyé par { $site }. Aucun mouchard dans nos mails.

sign-in-subject = Votre lien pour entrer
sign-in-text = Ouvrez ce lien, ou recopiez { $code }. Il sert une fois, pendant { $minutes } minutes.
sign-in-nothing = Vous n’avez rien demandé ? Ne faites rien : personne n’entrera.

address-subject = Votre lien pour confirmer cette adresse
address-text = Ouvrez ce lien, ou recopiez { $code }, pour relier cette adresse à votre compte. Il sert une fois, pendant { $minutes } minutes.

offer-subject = { $giver } vous offre une reconnaissance
offer-hello = Bonjour.
offer-words = { $giver } a écrit quelques mots pour vous :
offer-badge = { $giver } vous offre le badge « { $badge } ».
offer-badge-words = { $giver } vous offre le badge « { $badge } » et vous écrit :
offer-choice = Acceptez, gardez pour vous ou déclinez, sans compte. Personne d’autre ne voit cette offre.
offer-open = Lire et répondre :

answer-accepted-subject = { $receiver } garde ce que vous avez offert
answer-accepted-text = C’est accepté. Vous le retrouvez dans vos reconnaissances.
answer-declined-subject = Une réponse à ce que vous avez offert
answer-declined-text = C’est décliné, sans raison à donner. Personne d’autre ne le sait.
reply-subject = { $author } vous répond
reply-text = { $author } vous écrit :
open = Ouvrir :
somebody = Quelqu’un
