# What was established: titles, what they mean, what to do.
verdict-verified = Vérifié : tout concorde
verdict-verified-means = C’est bien { $issuer } qui l’a offert, rien n’a changé depuis, il vaut toujours.
verdict-verified-hosted = C’est bien { $issuer } qui l’a offert. Son site, { $host }, le confirme aujourd’hui.
verdict-verified-do = Lisez les mots et les preuves ; regardez qui le soutient.
verdict-warnings = Valable, avec des remarques
verdict-warnings-means = L’essentiel est juste ; il faut connaître les points marqués « ? ».
verdict-warnings-do = Lisez-les : le plus souvent, une forme ancienne ou un nom qui n’est pas prouvé.
verdict-unverifiable = Impossible à vérifier pour l’instant
verdict-unverifiable-means = Une réponse manque : { $what }. Cela ne dit pas que le badge est faux.
verdict-unverifiable-do = Réessayez plus tard, ou demandez à qui l’a offert.
verdict-unsupported = Signé d’une façon que nous ne lisons pas
verdict-unsupported-means = Nous lisons ce qu’il dit, pas sa signature ({ $proof }).
verdict-unsupported-do = Vérifiez-le sur le site de qui l’a offert, ou demandez-en une autre forme.
verdict-invalid = Pas valable
verdict-invalid-means = Quelque chose ne tient pas : { $what }.
verdict-invalid-do = Ne vous y fiez pas. Une copie abîmée, cela arrive : demandez le fichier d’origine.
verdict-revoked = Révoqué
verdict-revoked-means = { $issuer } dit qu’il ne vaut plus. Aucune raison rendue publique.
verdict-revoked-reason = { $issuer } dit qu’il ne vaut plus. Raison : { $reason }
verdict-revoked-do = N’en concluez rien sur la personne : ce peut être une simple correction.
verdict-suspended = En pause
verdict-suspended-means = { $issuer } l’a mis en pause, pour un temps.
verdict-suspended-reason = { $issuer } l’a mis en pause, pour un temps. Raison : { $reason }
verdict-suspended-do = Revenez le lire plus tard, ou posez la question à qui l’a offert.
verdict-expired = Expiré le { $date }
verdict-expired-means = Il valait jusqu’à cette date. Ce qui a été fait reste fait.
verdict-expired-do = S’il est à vous, demandez à le renouveler.
verdict-not-yet-valid = Pas encore valable
verdict-not-yet-valid-means = Il commence le { $date }.
verdict-not-yet-valid-do = Revenez ce jour-là ; si la date paraît fausse, prévenez qui l’a offert.
verdict-not-a-badge = Ce n’est pas un badge
verdict-not-a-badge-means = Nous avons trouvé : { $what }.
verdict-not-a-badge-do = Une capture d’écran, ou une image passée par une messagerie, perd son contenu. Demandez le fichier d’origine ou l’adresse du badge.
verdict-not-true = Vérifié ne veut pas dire vrai : nous savons qui le dit ; à vous de juger ce qui est dit.
# The three questions.
fact-signature = A-t-il changé ?
fact-signature-valid = Rien n’a changé depuis la signature.
fact-signature-hosted = Son site, { $host }, le montre toujours.
fact-signature-hosted-unknown = Son site ne répond pas.
fact-signature-invalid = Quelque chose a changé.
fact-signature-none = Il n’est pas signé ; il vaut ce que dit le site { $host }.
fact-signature-unsupported = Signature d’un type que nous ne lisons pas.
fact-signature-unknown = La clé ne répond pas.
fact-issuer = Qui a signé, vraiment ?
fact-issuer-proven = { $issuer } : la clé est publiée sur son site, { $host }.
fact-issuer-proven-here = { $issuer } : la clé est publiée ici.
fact-issuer-hosted = { $issuer } : il vit là où ses badges doivent vivre.
fact-issuer-hosted-contradicted = Le nom écrit est { $issuer }, mais il ne vit pas chez lui.
fact-issuer-nameless = On ne sait pas encore.
fact-issuer-contradicted = Le nom écrit est { $issuer }, mais la clé est à quelqu’un d’autre.
fact-issuer-unknown = Le nom { $issuer } est écrit, pas prouvé.
fact-seen = Qui le soutient, vu d’ici ?
fact-seen-directly = Vous reconnaissez { $issuer }.
fact-seen-not-directly = Vous n’avez rien offert à : { $issuer }. Ce n’est ni bon, ni mauvais signe.
fact-seen-nowhere = Entrez pour voir depuis votre place.
# The checks: pass, to be known, fail, no answer.
check-schema = Est-il complet ?
check-schema-pass = Tout ce qu’un Open Badge doit contenir est là.
check-schema-warn = Forme ancienne ou petits écarts : nous l’avons lu quand même.
check-schema-fail = Il manque quelque chose, ou ce n’est pas à sa place ; qui l’a offert peut le refaire.
check-schema-unknown = Forme inconnue.
check-proof = La signature est-elle juste ?
check-proof-pass = Oui.
check-proof-warn = Oui, par une ancienne méthode.
check-proof-fail = Non : le contenu ne correspond pas.
check-proof-unknown = La clé est introuvable pour l’instant.
check-proof-hosted = Il vit sur son site, qui le montre toujours.
check-proof-hosted-unknown = Il vit sur son site, que nous n’avons pas pu lire.
check-proof-none = Il n’est pas signé.
check-proof-unsupported = Nous ne lisons pas ce type de signature ({ $proof }).
check-issuer = Est-ce bien { $issuer } ?
check-issuer-pass = Son site publie cette clé.
check-issuer-warn = Rien ne relie la clé à ce nom : demandez-lui.
check-issuer-fail = La clé est à quelqu’un d’autre : ne vous y fiez pas.
check-issuer-unknown = Sa page n’a pas pu être lue.
check-issuer-key = Son identifiant est la clé elle-même.
check-issuer-hosted = Il est là où { $issuer } laisse vivre ses badges.
check-issuer-hosted-fail = Il n’est pas à une adresse de { $issuer } : ne vous y fiez pas.
check-issuer-not-askable = Son identifiant ne mène nulle part : on ne peut rien lui demander.
check-issuer-silent = Sa page ne dit rien de cette clé.
check-status = Vaut-il toujours ?
check-status-pass = Ni révoqué ni en pause.
check-status-warn = Il n’y a pas de liste : on ne peut pas savoir s’il a été révoqué.
check-status-fail = Révoqué, ou en pause.
check-status-fail-since = Révoqué, ou en pause, depuis le { $date }.
check-status-unknown = La liste n’a pas pu être lue.
check-status-unknown-last = La liste ne répond pas ; dernière réponse le { $date }.
check-dates = Est-ce le bon moment ?
check-dates-pass = Offert le { $issued }, valable jusqu’au { $end }.
check-dates-pass-open = Offert le { $issued }, sans date de fin.
check-dates-warn = Expire bientôt, ou la date est mal écrite.
check-dates-fail = Expiré, ou pas encore commencé.
check-dates-unknown = Aucune date lisible.
check-recipient = Est-il pour cette personne ?
check-recipient-pass = L’adresse donnée est bien celle du badge.
check-recipient-warn = Le badge montre une adresse en clair.
check-recipient-fail = Ce n’est pas cette adresse : essayez-en une autre.
check-recipient-unknown = Pas encore comparé : donnez une adresse.
check-image = L’image est-elle la bonne ?
check-image-pass = Oui, elle porte ce badge.
check-image-warn = Pas d’image, ou illisible : nous en dessinons une.
check-image-fail = L’image ne va pas avec ce badge.
check-image-unknown = L’image est ailleurs : nous ne sommes pas allés la chercher.
check-endorsement = Les endossements tiennent-ils ?
check-endorsement-pass =
    { $n ->
        [0] Il n’y en a pas.
        [one] { $n } vérifié.
       *[other] { $n } vérifiés.
    }
check-endorsement-warn =
    { $n ->
        [one] { $n } non vérifié, montré à part.
       *[other] { $n } non vérifiés, montrés à part.
    }
check-endorsement-fail = Un endossement n’est pas valable ; le badge lui-même n’en souffre pas.
check-endorsement-unknown =
    { $n ->
        [one] Pas de réponse pour { $n } d’entre eux.
       *[other] Pas de réponse pour { $n } d’entre eux.
    }
check-context = Comprenons-nous chaque mot technique ?
check-context-pass = Oui, et chacun est signé.
check-context-warn = Oui, dans une version ancienne du vocabulaire.
check-context-fail = Un texte a été ajouté hors de la signature : n’en tenez pas compte.
check-context-unknown = Vocabulaire inconnu : nous ne faisons pas semblant.
# What could not be seen.
unseen-title = Ce que nous n’avons pas pu voir
unseen-line = { $unseen }, sur { $where } : { $why }.
unseen-nowhere = { $unseen } : { $why }.
unseen-badge = Le badge
unseen-keys = La page des clés
unseen-page = Une page dont il dépend
unseen-list = La liste qui dit s’il vaut toujours
unseen-offline = nous n’avons rien demandé au réseau
unseen-not-allowed = nous n’ouvrons pas cette adresse (privée, sans https, ou une de trop)
unseen-no-answer = personne ne répond
unseen-nothing = il n’y a rien à cette adresse
unseen-error = le site répond par une erreur
unseen-too-large = la réponse est trop grosse
unseen-not-readable = la réponse n’est pas ce qu’elle devrait être
# The page.
read-gathers = Ce qu’il rassemble
read-source = Voici ce que dit
read-given-by = Offert par
read-for = Pour
read-again = Réessayer
read-checks = Ce que nous avons regardé
read-details = Détails techniques
read-another = Lire un autre badge
read-file = Choisir un fichier
read-file-hint = PNG, SVG, JSON. Nous ne gardons pas ce fichier.
read-url = ou coller une adresse
read-verb = Lire
read-mine = Est-il pour moi ?
read-mine-hint = Nous comparons cette adresse à l’empreinte du badge, puis nous l’oublions.
read-this-file = ce fichier
# What does not hold, or is missing: within a sentence.
fails-schema = une part manque, ou n’est pas à sa place
fails-proof = le contenu a changé depuis la signature
fails-issuer = la clé est à quelqu’un d’autre
fails-recipient = il a été offert à une autre adresse
fails-context = un texte a été ajouté hors de la signature
fails-something = une part n’est pas juste
missing-signature = il n’est pas signé, et n’importe qui a pu l’écrire
missing-site = la page où il vit
missing-key = la clé qui l’a signé
missing-issuer = à qui est la clé
missing-status = la liste qui dit s’il vaut toujours
missing-something = nous n’avons pas tout pu regarder
# What a file is when it is no badge: within a sentence.
found-png = une image PNG, sans badge dedans
found-svg = une image SVG, sans badge dedans
found-other-inside = une image qui porte autre chose qu’un badge
found-damaged = un fichier abîmé, qui ne se lit pas
found-jpeg = une photo JPEG, qui ne peut pas porter de badge
found-webp = une image WebP, qui ne peut pas porter de badge
found-heic = une photo HEIC ou AVIF, qui ne peut pas porter de badge
found-gif = une image GIF, qui ne peut pas porter de badge
found-bmp = une image BMP, qui ne peut pas porter de badge
found-icon = une icône, qui ne peut pas porter de badge
found-pdf = un document PDF
found-zip = une archive compressée
found-page = une page web
found-xml = un document XML sans badge
found-presentation = un envoi de plusieurs badges, à ouvrir un par un
found-json = des données JSON qui ne sont pas un badge
found-token = un texte signé qui n’est pas un badge
found-text = du texte
found-nothing = un fichier vide
found-unknown = un fichier d’une sorte que nous ne connaissons pas
