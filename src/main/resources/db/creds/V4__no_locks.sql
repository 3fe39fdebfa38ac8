-- The purges need no lock: they delete expired rows, and every node may do so at any time.

drop table shedlock;
