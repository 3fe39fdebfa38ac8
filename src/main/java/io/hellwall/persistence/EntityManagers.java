package io.hellwall.persistence;

import java.util.Map;

import javax.sql.DataSource;

import org.hibernate.community.dialect.SQLiteDialect;

import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** Makes the entity manager factory of one store. */
final class EntityManagers {

	private EntityManagers() {
	}

	static LocalContainerEntityManagerFactoryBean of(String store, DataSource source, String... packages) {
		LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
		factory.setPersistenceUnitName(store);
		factory.setDataSource(source);
		factory.setPackagesToScan(packages);
		factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		factory.setJpaPropertyMap(Map.of("hibernate.dialect", SQLiteDialect.class.getName(),
				"hibernate.boot.allow_jdbc_metadata_access", false, "hibernate.physical_naming_strategy",
				"org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
				"jakarta.persistence.validation.mode", "none"));
		return factory;
	}

}
