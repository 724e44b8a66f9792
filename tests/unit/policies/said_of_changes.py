"""What is said of each step in test_changes, forth and back: read it as those would who are told."""

SAID = """\
# longer
> material  longer-retention  orders: until you delete it or your account; or 90 days after it was ordered → until you delete it or your account; or 91 days after it was ordered
  We will keep this longer: what they bought (until you delete it or your account; or 91 days after it was ordered).
< shorter-retention  orders: until you delete it or your account; or 91 days after it was ordered → until you delete it or your account; or 90 days after it was ordered
# for ever
> material  longer-retention  orders: until you delete it or your account; or 90 days after it was ordered → until you delete it or your account
  We will keep this longer: what they bought (until you delete it or your account).
< shorter-retention  orders: until you delete it or your account → until you delete it or your account; or 90 days after it was ordered
# longer for some
> material  longer-retention  orders: until you delete it or your account; or 90 days after it was ordered → until you delete it or your account; or 90 days after it was ordered (where note is x)
  We will keep this longer: what they bought (until you delete it or your account; or 90 days after it was ordered (where note is x)).
< shorter-retention  orders: until you delete it or your account; or 90 days after it was ordered (where note is x) → until you delete it or your account; or 90 days after it was ordered
# a purpose
> material  new-purpose  orders.note: — → marketing
  We will use what you write and attach, and what is made of it for something new: advertise.
< removed-purpose  orders.note: marketing → —
# a recipient
> material  new-recipient  people.email: — → courier
  Your e-mail address will also go to courier.
< removed-recipient  people.email: courier → —
# a category
> material  new-category  orders.mood: — → user.health_and_medical
  We will hold a kind of data that we did not hold before: your health.
> new-field  orders.mood: — → user.health_and_medical
< removed-field  orders.mood: user.health_and_medical → —
# another category
> category-changed  orders.note: user.content.private → user.content
< material  new-category  orders.note: — → user.content.private
  We will hold a kind of data that we did not hold before: what you write and attach, and what is made of it.
< category-changed  orders.note: user.content → user.content.private
# a field of a known kind
> new-field  orders.second_note: — → user.content.private
< removed-field  orders.second_note: user.content.private → —
# a dataset
> material  new-category  wishes.text: — → user.behavior
  We will hold a kind of data that we did not hold before: how you use the service.
> new-dataset  wishes: — → What they would like.
< removed-dataset  wishes: What they would like. → —
# stronger
> stronger-protection  people.key_hash: hash → keyed-hash
< material  weaker-protection  people.key_hash: keyed-hash → hash
  We will protect this less than before: keys and passwords, in who shops here.
# something stays
> new-field  trail.place: — → system.operations
< removed-field  trail.place: system.operations → —
# less is forgotten
> material  kept-after-deletion  trail.detail: anonymize → keep
  More will stay after you delete your account: records of the service's own work, in who did what.
> material  new-category  trail.detail: — → system
  We will hold a kind of data that we did not hold before: records of the service's own work.
> category-changed  trail.detail: user.content → system
< material  new-category  trail.detail: — → user.content
  We will hold a kind of data that we did not hold before: what you write and make.
< category-changed  trail.detail: system → user.content
< gone-with-account  trail.detail: keep → anonymize
# withheld
> material  no-longer-exported  orders.note: included → withheld
  Your export will no longer hold this: what you write and attach, and what is made of it, in what they bought. So.
< now-exported  orders.note: withheld → included
# no longer correctable
> material  no-longer-correctable  people.email
  You will no longer be able to correct this yourself: your e-mail address, in who shops here.
< now-correctable  people.email
# another owner
> material  other-owner  orders: owns people → inside people
  It changes whose data this is, and so who can get and delete it: what they bought.
> retention-changed  orders: until you delete it or your account; or 90 days after it was ordered → 90 days after it was ordered
< material  other-owner  orders: inside people → owns people
  It changes whose data this is, and so who can get and delete it: what they bought.
< retention-changed  orders: 90 days after it was ordered → until you delete it or your account; or 90 days after it was ordered
# another reference
> edges-changed  orders: owns people → owns people and inside trail
< edges-changed  orders: owns people and inside trail → owns people
# another store
> store-changed  orders: application → blobs
< store-changed  orders: blobs → application
# clauses of a field
> clauses-changed  orders.note: RET-1 → RET-1, USE-1
< clauses-changed  orders.note: RET-1, USE-1 → RET-1
# clauses
> clauses-changed  orders: RET-1 → RET-2
< clauses-changed  orders: RET-2 → RET-1
# words
> reworded  orders: What they bought. → Orders.
< reworded  orders: Orders. → What they bought.
"""
