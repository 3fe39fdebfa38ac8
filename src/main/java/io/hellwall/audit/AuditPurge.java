package io.hellwall.audit;

import java.time.InstantSource;

import io.hellwall.chain.BrokenChainException;
import io.hellwall.chain.Chain;
import io.hellwall.chain.ChainSealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes events that are too old, from the beginning of the chain. */
@Component
class AuditPurge {

	private static final Logger logger = LoggerFactory.getLogger(AuditPurge.class);

	/** Rows of one transaction: few, so that no other writer waits long. */
	private static final int AT_ONCE = 500;

	private final Chain chain;

	private final ChainSealer sealer;

	private final Refusals refusals;

	private final AuditProperties properties;

	private final InstantSource time;

	AuditPurge(Chain chain, ChainSealer sealer, Refusals refusals, AuditProperties properties, InstantSource time) {
		this.chain = chain;
		this.sealer = sealer;
		this.refusals = refusals;
		this.properties = properties;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		sumUp();
		this.sealer.sealAll();
		long before = this.time.instant().minus(this.properties.keep()).toEpochMilli();
		try {
			while (this.chain.forget(before, AT_ONCE) > 0) {
				// until none is left
			}
		}
		catch (BrokenChainException ex) {
			logger.error("Old audit events are not deleted: {}", ex.getMessage());
		}
	}

	/** If it fails, old events are deleted all the same. */
	private void sumUp() {
		try {
			while (this.refusals.sumUp(AT_ONCE) > 0) {
				// until none is left
			}
		}
		catch (RuntimeException ex) {
			logger.error("Refusals were not summed up: {}", ex.getMessage());
		}
	}

}
