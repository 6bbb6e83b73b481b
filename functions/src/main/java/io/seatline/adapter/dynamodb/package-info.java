/** DynamoDB behind the ports. The keys, attributes and conditions of each table are defined in one place. */
package io.seatline.adapter.dynamodb;
