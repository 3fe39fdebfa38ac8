package io.hellwall.http;

import java.time.InstantSource;

import io.hellwall.limit.FailureLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Logs that the store cannot work now, whatever the number of requests that need it. */
@Component
public class StoreTrouble {

	private static final Logger logger = LoggerFactory.getLogger(StoreTrouble.class);

	private final FailureLog failures;

	StoreTrouble(InstantSource time) {
		this.failures = new FailureLog(logger, "The store did not answer", time);
	}

	/**
	 * Logs the failure if it is one of the store.
	 * @return false if it is none, but a bug of ours, of which nothing is logged
	 */
	public boolean notice(Throwable failure) {
		boolean ofTheStore = failure instanceof DataAccessException || failure instanceof TransactionException;
		if (!ofTheStore || StoreFailure.isBug(failure)) {
			return false;
		}
		this.failures.log(failure);
		return true;
	}

}
