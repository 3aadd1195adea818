-- Which text each function has: the number in the head of its file (see Functions). The migrations before this one made the functions
-- of their time; their texts have lived in the files since.

CREATE TABLE registry.function_versions (
  name    text    PRIMARY KEY,
  version integer NOT NULL
);
