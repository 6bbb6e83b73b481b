/** DynamoDB's JSON protocol over HTTP, in front of the SDK's client interfaces. */
package io.seatline.dynamodb.http;
