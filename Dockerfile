# docker build --build-arg COMMIT="$(git rev-parse HEAD)" --tag alongside .
# docker run --rm --volume "$PWD:/project" alongside check
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev gcc make
WORKDIR /source
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY templates templates
COPY tests/bench tests/bench
ARG COMMIT
RUN ALONGSIDE_COMMIT="$COMMIT" cargo build --locked --profile dist --bin alongside

FROM alpine:3
# What changed is read from the project's history, whoever owns the folder.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /source/target/dist/alongside /usr/local/bin/alongside
COPY LICENSE-MIT LICENSE-APACHE /usr/share/licenses/alongside/
USER 1000
WORKDIR /project
EXPOSE 4000
ENTRYPOINT ["alongside"]
