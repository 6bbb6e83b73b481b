/** The engines behind the AWS clients: the table engine, ElasticMQ and a small event bus, all in this process. */
package io.seatline.local.engine;

