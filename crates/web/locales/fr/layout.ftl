# Around every page.
layout-skip = Aller au contenu
layout-nav = Principal
layout-nav-small = Principal, petit écran
layout-menu = Menu
layout-language = Langue
layout-breton = Anavez vient du breton anavezout : connaître, reconnaître.
layout-foot = À propos du site
layout-glossary = Les mots
layout-accessibility = Accessibilité
layout-privacy = Vie privée
layout-api = Pour les programmes
layout-outbox = Mails de la démonstration
layout-theme = Couleurs
theme-system = Comme l’appareil
theme-light = Claires
theme-dark = Sombres
nav-recognise = Reconnaître
nav-read = Lire un badge
nav-ledger = Mes reconnaissances
nav-models = Mes modèles
nav-account = Mon compte :
nav-sign-in = Entrer
back = Revenir
next-page = Voir la suite
# What a mark's outline says.
sort-person = personne
sort-community = communauté
sort-group = groupe
sort-organisation = organisation
sort-institution = institution
sort-place = lieu
sort-territory = territoire
sort-event = évènement
sort-thing = chose
# Somebody's words, from whom to whom.
thread-recognises = reconnaît
thread-mutual = se reconnaissent avec
voice-open = Lire à part
who-you = vous
signed-edge = La frise du haut est tirée de la signature. Une lettre change, la frise change.
# Fields.
field-optional = (facultatif)
err-form =
    { $n ->
        [one] { $n } réponse à revoir.
       *[other] { $n } réponses à revoir.
    }
err-form-kept = Ce que vous avez écrit est gardé.
err-empty = Écrivez votre texte ici.
err-long =
    { $n ->
        [one] Il y a { $n } caractère de trop ({ $max } au plus).
       *[other] Il y a { $n } caractères de trop ({ $max } au plus).
    }
err-mail = Une adresse ressemble à nom@exemple.fr
err-date = Choisissez une date après le { $date }.
err-choose = Choisissez une réponse.
err-address = Une adresse de page commence par https://
err-file-large = Ce fichier est trop lourd ({ $size } ; { $max } au plus). Une photo plus petite suffit.
err-file-kind = Nous lisons PNG, SVG, JPEG, WebP ; celui-ci est : { $found }.
err-nobody = Personne ici ne porte ce nom. Donnez une adresse mail, ou laissez vide.
somebody = Quelqu’un
name-not-verified = nom non vérifié
qr-title = QR code du lien
your-name = Votre nom
your-name-hint = Comme vous voulez qu’il apparaisse. Il est signé avec vos mots.
err-many = C’est trop pour une fois ({ $max } au plus).
err-unknown = Choisissez une réponse de la liste.
err-not-text = Ce texte contient des signes qui ne se voient pas. Écrivez-le de nouveau.
err-taken = C’est déjà pris : choisissez autre chose.
err-yourself = C’est vous. À qui d’autre ?
err-twice = C’est écrit deux fois.
err-other = Ceci ne va pas : { $reason }
notice-replied = Votre réponse est partie.
notice-back = C’est signé. Vos mots attendent sa réponse.
notice-withdrawn = L’offre est retirée.
you = vous
not-said-yet = (pas encore indiqué)
