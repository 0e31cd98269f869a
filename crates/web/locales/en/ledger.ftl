ledger-both = Giving counts as much as receiving: both sides are here.
ledger-views = My recognitions, four ways to read
ledger-received = received
ledger-given = given
ledger-mutual = mutual
ledger-simply = simply given
ledger-voice = A voice is a person or a group, whatever the number of their words. Nobody but you sees this page.
ledger-turn = Your turn?
ledger-turn-people =
    { $n ->
        [one] [{ $n } person] gave you a recognition. And you, whom do you recognise?
       *[other] [{ $n } people] gave you a recognition. And you, whom do you recognise?
    }
ledger-turn-hint = Them, or others. Nobody but you sees this list, and nothing is owed.
ledger-turn-hide = Stop showing this
ledger-to-me = I am recognised
ledger-from-me = I recognise
ledger-received-one = received
ledger-given-one = given
ledger-direction-mutual = both ways
ledger-direction-received = received
ledger-direction-given = given
ledger-invite = And you, what have you seen in { $giver }?
ledger-invite-verb = Recognise back
state-accepted = Accepted
state-waiting = Waiting for an answer
state-kept = Accepted and kept
state-declined = Declined
state-lapsed = Left without an answer
state-withdrawn = Withdrawn
state-revoked = Revoked
state-suspended = On hold
state-erased = Erased with their account
empty-received = Nothing received yet.
empty-received-more = It often starts the other way round:
empty-given = Nothing given yet.
empty-given-more = Who made a difference to you lately?
