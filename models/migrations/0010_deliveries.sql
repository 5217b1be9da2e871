-- The newest attempts, which the rate limit counts.

CREATE INDEX delivery_tried_at ON delivery (tried_at);

-- What a sender has in hand, or had when it died.

CREATE INDEX delivery_in_hand ON delivery (id) WHERE holder <> '';
