DROP VIEW stats.satisfaction;
