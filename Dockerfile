# One image for every process of ours and for the steps before and after them: what differs is the command.
ARG BASE=python:3.11.14-slim-bookworm@sha256:65a93d69fa75478d554f4ad27c85c1e69fa184956261b4301ebaf6dbb0a3543d

FROM ${BASE} AS wheel
WORKDIR /build
COPY requirements-build.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md ./
COPY services services
COPY shared shared
COPY deploy deploy
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation -w /wheel .

FROM ${BASE}
COPY requirements.lock /
RUN pip install --no-cache-dir --require-hashes -r /requirements.lock
COPY --from=wheel /wheel /wheel
COPY deploy/ready /usr/local/bin/
# A new volume takes its owner from the folder that it is mounted at.
RUN pip install --no-cache-dir --no-deps /wheel/*.whl \
 && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin samspil \
 && install -d -o samspil -g samspil /state /secrets \
    $(samspil container receivers | sed 's,^,/handed/,')
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
