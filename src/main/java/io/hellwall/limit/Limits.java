package io.hellwall.limit;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Decision.Unlimited;
import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Meters;

import org.springframework.stereotype.Service;

/**
 * The limits of one network on this node, over HTTP and TCP together. They are counted in
 * memory: each node counts for itself, and a restart begins at zero.
 */
@Service
public class Limits {

	private static final Decision UNLIMITED = new Unlimited();

	private final boolean enabled;

	private final CountedBuckets requests;

	private final CountedBuckets siteRequests;

	private final CountedBuckets mails;

	private final CountedBuckets mailsInAll;

	private final CountedBuckets openMails;

	private final CountedBuckets siteOpenMails;

	private final CountedBuckets openMailsInAll;

	private final CountedBuckets connections;

	private final int connectionsAtOnce;

	private final ConcurrentMap<ClientNetwork, Integer> connected = new ConcurrentHashMap<>();

	private final Counts<Limit> refused;

	Limits(LimitProperties properties, InstantSource time, Meters meters) {
		this.enabled = properties.enabled();
		this.refused = meters.counts("hellwall.limit.refusals", "What the limits of networks refused", Limit.class);
		int networks = properties.maxNetworks();
		this.requests = buckets(Limit.REQUESTS, properties.requests(), networks, time);
		this.siteRequests = buckets(Limit.SITE_REQUESTS, properties.siteRequests(), networks, time);
		this.mails = buckets(Limit.MAILS, properties.mails(), networks, time);
		this.mailsInAll = buckets(Limit.MAILS_IN_ALL, properties.mailsInAll(), 1, time);
		this.openMails = buckets(Limit.OPEN_MAILS, properties.openMails(), networks, time);
		this.siteOpenMails = buckets(Limit.SITE_OPEN_MAILS, properties.siteOpenMails(), networks, time);
		this.openMailsInAll = buckets(Limit.OPEN_MAILS_IN_ALL, properties.openMailsInAll(), 1, time);
		this.connections = buckets(Limit.CONNECTIONS, properties.connections(), networks, time);
		this.connectionsAtOnce = properties.connectionsAtOnce();
		if (this.enabled) {
			Thread.ofPlatform().daemon().name("limits").start(this.requests.buckets()::countFromTheStart);
		}
	}

	private CountedBuckets buckets(Limit limit, Rate rate, int networks, InstantSource time) {
		return new CountedBuckets(limit, new Buckets(rate, networks, time), this.refused);
	}

	/**
	 * Counts a request for a passcode or a login, valid or not. The site of an IPv6
	 * network has a limit too, because the owner of a /48 has 65,536 networks.
	 */
	public Decision request(InetAddress client) {
		if (!this.enabled) {
			return UNLIMITED;
		}
		ClientNetwork network = ClientNetwork.of(client);
		return network.ipv6() ? take(this.requests, network, this.siteRequests, network.site())
				: this.requests.take(network);
	}

	/**
	 * Counts a mail that a client asks for. The mail may be sent only if the answer is
	 * {@link Allowed} or {@link Unlimited}. A mail that the limit of the network refuses
	 * does not count for all networks.
	 */
	public Decision mail(InetAddress client) {
		return this.enabled ? take(this.mails, ClientNetwork.of(client), this.mailsInAll, ClientNetwork.ALL)
				: UNLIMITED;
	}

	/**
	 * Counts a mail that a client asks for without a password, whether it is sent or not.
	 * These have limits of their own: nobody who needs no password uses up the mails of
	 * those who know theirs, and no IPv6 site those of all.
	 */
	public Decision openMail(InetAddress client) {
		if (!this.enabled) {
			return UNLIMITED;
		}
		ClientNetwork network = ClientNetwork.of(client);
		Decision decision = network.ipv6() ? take(this.openMails, network, this.siteOpenMails, network.site())
				: this.openMails.take(network);
		if (decision instanceof Allowed allowed
				&& this.openMailsInAll.take(ClientNetwork.ALL) instanceof Refused refused) {
			this.openMails.giveBack(network);
			if (network.ipv6()) {
				this.siteOpenMails.giveBack(network.site());
			}
			return new Refused(refused.retryAfter(), allowed.quota().withOneMore());
		}
		return decision;
	}

	/** Gives back what {@link #mail} allowed, because no mail was sent. */
	public void mailNotSent(InetAddress client) {
		if (this.enabled) {
			this.mails.giveBack(ClientNetwork.of(client));
			this.mailsInAll.giveBack(ClientNetwork.ALL);
		}
	}

	private static Decision take(CountedBuckets own, ClientNetwork network, CountedBuckets wider, ClientNetwork all) {
		Decision decision = own.take(network);
		if (decision instanceof Allowed allowed && wider.take(all) instanceof Refused refused) {
			own.giveBack(network);
			return new Refused(refused.retryAfter(), allowed.quota().withOneMore());
		}
		return decision;
	}

	/**
	 * Counts a TCP connection and tells whether it is allowed. If it is, the caller calls
	 * {@link #disconnected} at its end.
	 */
	public boolean connected(InetAddress client) {
		if (!this.enabled) {
			return true;
		}
		ClientNetwork network = ClientNetwork.of(client);
		if (this.connections.take(network) instanceof Refused) {
			return false;
		}
		if (this.connected.merge(network, 1, Integer::sum) > this.connectionsAtOnce) {
			disconnected(client);
			this.refused.add(Limit.CONNECTIONS_AT_ONCE);
			return false;
		}
		return true;
	}

	public void disconnected(InetAddress client) {
		this.connected.computeIfPresent(ClientNetwork.of(client), (network, count) -> (count > 1) ? count - 1 : null);
	}

}
