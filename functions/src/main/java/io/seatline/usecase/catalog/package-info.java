/** What is on: loading the catalog that operators publish, and finding cities, movies, shows and seats in it. */
package io.seatline.usecase.catalog;

