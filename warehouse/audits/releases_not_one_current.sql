-- Purpose: A warehouse that shows no release, or several.
SELECT count(*) AS n_current FROM meta.releases WHERE is_current HAVING n_current <> 1;
