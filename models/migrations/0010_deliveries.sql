-- The newest attempts, which the rate limit counts.

CREATE INDEX delivery_tried_at ON delivery (tried_at);
