# One image for the web, the worker, the clock and the migrations (docker-compose.yml).

FROM node:24-trixie-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

FROM python:3.13-slim-trixie AS environment
COPY requirements/app.txt ./
RUN python -m venv /environment \
    && /environment/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: --requirement app.txt

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
ENV PATH=/environment/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1 \
    DJANGO_SETTINGS_MODULE=hatecrime.settings \
    STATIC_ROOT=/static
COPY --from=environment /environment /environment
WORKDIR /application
COPY manage.py ./
COPY audit audit
COPY cases cases
COPY conferences conferences
COPY hatecrime hatecrime
COPY partners partners
COPY referrals referrals
COPY reporting reporting
COPY templates templates
COPY --from=packages /packages/node_modules /tmp/node_modules
# Collecting static files reads the settings but opens no connection: the values given here are never used.
RUN python -m hatecrime.runtime.assets /tmp/node_modules \
    && rm -r /tmp/node_modules \
    && python -m compileall -q . \
    && SECRET_KEY=unused DATABASE_URL=postgresql://app@unused/unused STATS_DATABASE_URL=postgresql://stats@unused/unused \
        REDIS_URL=redis://unused python manage.py collectstatic --no-input --ignore rest_framework --ignore guardian \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin hatecrime
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "hatecrime.wsgi", "--bind", "0.0.0.0:8000"]
