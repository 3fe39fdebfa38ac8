package io.hellwall.binding;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import io.hellwall.device.IpAddress;
import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Labels;
import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts what the binding modes would have done with sessions in report mode. A request
 * counts in memory; once a minute the counts are stored. So a request writes nothing, and
 * a process that is killed loses the counts of a minute.
 */
@Service
public class BindingReport {

	/** Sessions that are counted between two times of storing. */
	private static final int MOST_SESSIONS = 100_000;

	/** Rows of one transaction, so that nobody waits long for the store. */
	private static final int AT_ONCE = 500;

	private static final int KEPT_DAYS = 90;

	private final ConcurrentMap<Sighting.Key, Requests> counts = new ConcurrentHashMap<>();

	private final SightingRepository sightings;

	private final NetworkBinding bindings;

	private final TransactionTemplate transaction;

	private final Counts<WouldRefuse> wouldRefuse;

	BindingReport(SightingRepository sightings, NetworkBinding bindings, TransactionTemplate transaction,
			Meters meters) {
		this.sightings = sightings;
		this.bindings = bindings;
		this.transaction = transaction;
		this.wouldRefuse = meters.counts("hellwall.binding.would.refuse",
				"Requests in report mode that another binding mode would have refused", WouldRefuse.class);
	}

	/**
	 * Counts a request from another network than the token was given to.
	 * @param binding what the token is bound to
	 */
	public void sighted(UUID session, Binding binding, IpAddress client, Instant now) {
		Sighting.Key key = new Sighting.Key(day(now), session);
		if (binding.mode() != BindingMode.REPORT
				|| (this.counts.size() >= MOST_SESSIONS && !this.counts.containsKey(key))) {
			return;
		}
		boolean within = this.bindings.bind(BindingMode.PREFIX, binding.networks().getFirst().base()).contains(client);
		this.wouldRefuse.add(WouldRefuse.STRICT);
		if (!within) {
			this.wouldRefuse.add(WouldRefuse.PREFIX);
			this.wouldRefuse.add(WouldRefuse.STEP_UP);
		}
		this.counts.merge(key, new Requests(1, within ? 0 : 1), Requests::plus);
	}

	/** The latest 90 days on which something was seen, the newest first. */
	public List<BindingDay> days() {
		return this.sightings.days();
	}

	@Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	@PreDestroy
	void store() {
		List<Sighting.Key> keys = List.copyOf(this.counts.keySet());
		for (int from = 0; from < keys.size(); from += AT_ONCE) {
			List<Sighting.Key> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
			this.transaction.executeWithoutResult((status) -> some.forEach(this::store));
		}
		keys.stream()
			.mapToInt(Sighting.Key::day)
			.max()
			.ifPresent((today) -> this.sightings.deleteBefore(today - KEPT_DAYS));
	}

	private void store(Sighting.Key key) {
		Requests counted = this.counts.remove(key);
		if (counted != null) {
			this.sightings.add(key, counted.all(), counted.beyondPrefix());
		}
	}

	private static int day(Instant now) {
		return Math.toIntExact(now.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay());
	}

	/** The modes that refuse anything. The last one would have asked for a passcode. */
	private enum WouldRefuse implements Labels {

		STRICT, PREFIX, STEP_UP;

		@Override
		public Tags tags() {
			return Labels.of("mode", this);
		}

	}

	/**
	 * Requests of one session on one day.
	 */
	private record Requests(long all, long beyondPrefix) {

		Requests plus(Requests more) {
			return new Requests(this.all + more.all, this.beyondPrefix + more.beyondPrefix);
		}

	}

}
