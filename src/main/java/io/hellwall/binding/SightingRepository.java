package io.hellwall.binding;

import java.util.List;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface SightingRepository extends Repository<Sighting, Sighting.Key> {

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into binding_sighting (day, session_id, requests, beyond_prefix)
			values (:#{#key.day}, :#{#key.sessionId}, :requests, :beyondPrefix)
			on conflict (day, session_id) do update set requests = binding_sighting.requests + excluded.requests,
				beyond_prefix = binding_sighting.beyond_prefix + excluded.beyond_prefix""")
	int add(Sighting.Key key, long requests, long beyondPrefix);

	@Transactional(readOnly = true)
	@Query("""
			select new io.hellwall.binding.BindingDay(s.key.day, count(s), sum(s.requests),
				sum(case when s.beyondPrefix > 0 then 1L else 0L end), sum(s.beyondPrefix))
			from Sighting s group by s.key.day order by s.key.day desc""")
	List<BindingDay> days();

	@Transactional
	@Modifying
	@Query("delete from Sighting s where s.key.day < :day")
	int deleteBefore(int day);

}
