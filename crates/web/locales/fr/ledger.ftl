ledger-both = Offrir compte autant que recevoir : les deux côtés sont là.
ledger-views = Mes reconnaissances, quatre façons de lire
ledger-received = reçues
ledger-given = offertes
ledger-mutual = réciproques
ledger-simply = offertes simplement
ledger-voice = Une voix est une personne ou un groupe, quel que soit le nombre de ses phrases. Personne d’autre que vous ne voit cette page.
ledger-turn = À votre tour ?
ledger-turn-people =
    { $n ->
        [one] [{ $n } personne] vous a offert une reconnaissance. Et vous, qui reconnaissez-vous ?
       *[other] [{ $n } personnes] vous ont offert une reconnaissance. Et vous, qui reconnaissez-vous ?
    }
ledger-turn-hint = Elles, ou d’autres. Personne d’autre que vous ne voit cette liste, et rien n’est dû.
ledger-turn-hide = Ne plus afficher
ledger-to-me = On me reconnaît
ledger-from-me = Je reconnais
ledger-received-one = reçu
ledger-given-one = offert
ledger-direction-mutual = dans les deux sens
ledger-direction-received = reçu
ledger-direction-given = offert
ledger-invite = Et vous, qu’avez-vous vu chez { $giver } ?
ledger-invite-verb = Reconnaître en retour
state-accepted = Acceptée
state-waiting = Attend une réponse
state-kept = Acceptée et gardée
state-declined = Déclinée
state-lapsed = Restée sans réponse
state-withdrawn = Retirée
state-revoked = Révoquée
state-suspended = En pause
state-erased = Effacée avec le compte de la personne
empty-received = Rien reçu encore.
empty-received-more = Cela commence souvent dans l’autre sens :
empty-given = Rien offert encore.
empty-given-more = Qui a changé quelque chose pour vous, dernièrement ?
