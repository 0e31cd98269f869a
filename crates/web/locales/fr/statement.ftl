glossary-title = Les mots
glossary-more = Un mot, une chose.
accessibility-more = Ce site veut servir à tout le monde.
accessibility-where = Où en sommes-nous
accessibility-not-audited = Ce site vise le RGAA et WCAG 2.2 AA. Personne ne l’a encore audité : nous ne le disons donc pas conforme.
accessibility-full = Conforme au RGAA et à WCAG 2.2 AA, le { $date }. Vérifié par : { $who }.
accessibility-partial = Conforme en partie au RGAA et à WCAG 2.2 AA, le { $date }. Vérifié par : { $who }.
accessibility-not = Non conforme au RGAA et à WCAG 2.2 AA, le { $date }. Vérifié par : { $who }.
accessibility-problems = Ce qui ne marche pas encore, et comment faire autrement
accessibility-problems-none = Nous ne connaissons pas de blocage. Cela ne veut pas dire qu’il n’y en a pas.
accessibility-how = Comment nous avons vérifié
accessibility-how-more = Chaque page marche sans script et au clavier. Un outil (axe) relit toutes les pages, en clair et en sombre, sur un téléphone et sur un grand écran. Il ne remplace pas les personnes concernées.
accessibility-blocked = Quelque chose vous bloque ?
accessibility-write =
    { $days ->
        [one] Écrivez à { $contact } : réponse sous { $days } jour, ou nous le faisons avec vous.
       *[other] Écrivez à { $contact } : réponse sous { $days } jours, ou nous le faisons avec vous.
    }
accessibility-rights = Sans réponse : le Défenseur des droits, defenseurdesdroits.fr.
privacy-who = Qui
privacy-who-more = Ce site est tenu par { $operator } ; une question : { $contact }. Les données sont ici : { $place }.
privacy-what = Ce que nous gardons
privacy-what-more = Le nom que vous choisissez, vos adresses mail, ce que vous écrivez et recevez ; un journal de ce qui a été fait, sans nom, sans adresse et sans texte.
privacy-why = Pourquoi
privacy-why-more = Faire ce que vous demandez, et protéger le site. Ni publicité, ni vente, ni note, ni profil caché.
privacy-sees = Qui voit
privacy-sees-more = Vous décidez, chose par chose. Sans votre oui, rien de ce que l’on écrit sur vous n’est public ; une offre sans réponse est effacée au bout de { $days } jours.
privacy-travels = Ce qui voyage
privacy-travels-more = Un badge contient une empreinte de votre adresse, pas l’adresse, pas votre nom. Les mots offerts, eux, s’y lisent.
privacy-cookies = Cookies
privacy-cookies-more = Un pour rester à l’intérieur, un pour vos choix (langue, couleurs). Aucun pour vous suivre.
privacy-rights = Vos droits
privacy-rights-more = Voir et corriger depuis « Mon compte » ; emporter, effacer, dire stop : { $contact }, réponse en un mois au plus. Sinon : cnil.fr.
privacy-age = Âge
privacy-age-more = En France on décide pour soi dès 15 ans ; avant, avec un parent et une personne relais.
