give-title = Offrir « { $badge } »
give-more = Chaque personne répondra pour elle-même. Rien n’est public avant son oui.
give-to-hint = Une adresse mail par ligne, { $max } au plus. Pour ajouter quelques mots à une personne : un point-virgule après son adresse, puis vos mots. Laissez vide pour un QR code et un lien.
give-words = Vos mots, pour chaque personne
give-words-hint = Qu’avez-vous vu ? Une phrase vraie vaut mieux qu’un compliment.
give-signed-hint = Une fois signé, ce badge ne change plus. Vous pourrez retirer une offre sans réponse.
give-none = Rien n’est parti.
give-done-more =
    { $n ->
        [one] « { $badge } » attend { $n } réponse.
       *[other] « { $badge } » attend { $n } réponses.
    }
give-rejected =
    { $n ->
        [one] { $n } ligne à corriger
       *[other] { $n } lignes à corriger
    }
give-rejected-more = Les autres offres sont parties ; celles-ci, non.
give-row = Ligne { $row } : { $reason }
give-again = Corriger et offrir de nouveau
give-mailed = Un mail est en route.
give-link = Un lien à montrer ou à envoyer
give-link-more = Qui l’ouvre peut répondre, sans compte.
give-show-link = Montrer le lien et le QR code
give-more-people = Offrir à d’autres personnes
offers-title = Offres du badge « { $badge } »
offers-count =
    { $accepted ->
        [one] { $accepted } réponse « oui » sur { $offered } offres.
       *[other] { $accepted } réponses « oui » sur { $offered } offres.
    }
offers-few = Peu de oui ? Le badge compte peut-être moins que prévu : demandez-leur.
offers-link = Un lien montré ou envoyé
