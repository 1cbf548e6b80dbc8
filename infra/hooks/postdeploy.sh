#!/bin/sh
# After `azd deploy`: waits until the app is healthy, then says what to enter in Platica, and in Watsi and Whapi.Cloud if they are on. azd passes the outputs of infra/main.bicep.
set -eu

: "${AZURE_SUBSCRIPTION_ID:?}" "${AZURE_RESOURCE_GROUP:?}" "${AZURE_KEY_VAULT_NAME:?}"
: "${PLATICA_FUNCTION_APP:?}" "${PLATICA_HEALTH_URL:?}" "${PLATICA_WEBHOOK_URL:?}" "${PLATICA_SECRET_NAME:?}"

attempts=${PLATICA_HEALTH_ATTEMPTS:-24}
pause=${PLATICA_HEALTH_PAUSE_SECONDS:-10}
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# Prints the HTTP status, 000 when there was no answer.
health() {
  : > "$answer"
  curl --silent --max-time 30 --output "$answer" --write-out '%{http_code}' "$PLATICA_HEALTH_URL" || true
}

# A new role may take minutes to reach the vault. An app that started before then has no secret until its references are read again.
read_secret_again() {
  echo "The app has not got one of its secrets yet. Reading the vault again and restarting, once."
  if ! command -v az > /dev/null; then
    echo "The Azure CLI (az) is not installed. Restart the app $PLATICA_FUNCTION_APP in the portal."
    return
  fi
  app="/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Web/sites/$PLATICA_FUNCTION_APP"
  az rest --method post --output none \
    --url "$app/config/configreferences/appsettings/refresh?api-version=2022-03-01" ||
    echo "The references could not be refreshed; the restart may do it."
  az functionapp restart --output none --subscription "$AZURE_SUBSCRIPTION_ID" \
    --resource-group "$AZURE_RESOURCE_GROUP" --name "$PLATICA_FUNCTION_APP" ||
    echo "The app could not be restarted. Sign in with 'az login', or restart $PLATICA_FUNCTION_APP in the portal."
}

status=000
restarted=no
attempt=0
echo "Waiting for $PLATICA_HEALTH_URL"
while [ "$attempt" -lt "$attempts" ]; do
  attempt=$((attempt + 1))
  status=$(health)
  if [ "$status" = 200 ]; then
    break
  fi
  if [ "$restarted" = no ] && [ "$status" = 503 ] && grep -qi 'secret' "$answer"; then
    restarted=yes
    read_secret_again
  fi
  sleep "$pause"
done

if [ "$status" = 200 ]; then
  echo "Healthy."
else
  echo "NOT healthy: $PLATICA_HEALTH_URL answered $status."
  cat "$answer"
  echo
fi

cat << END

Webhook URL     $PLATICA_WEBHOOK_URL
Signing secret  in the Key Vault $AZURE_KEY_VAULT_NAME, as $PLATICA_SECRET_NAME. To read it:

  az keyvault secret show --vault-name $AZURE_KEY_VAULT_NAME --name $PLATICA_SECRET_NAME --query value --output tsv

Enter both in Platica, or let its API do it, with your API key in PLATICA_API_KEY. whatsapp.flows.exchanges covers all
of a Flow: init, screen_advance and back.

  SECRET=\$(az keyvault secret show --vault-name $AZURE_KEY_VAULT_NAME --name $PLATICA_SECRET_NAME --query value --output tsv)
  curl https://api.platica.mx/v1/webhooks \\
    --header "Authorization: Bearer \$PLATICA_API_KEY" \\
    --header 'Content-Type: application/json' \\
    --data @- << JSON
  {
    "name": "Platica.Functions",
    "url": "$PLATICA_WEBHOOK_URL",
    "secret": "\$SECRET",
    "events": [
      "conversation.created", "conversation.status.updated", "conversation.operation.updated", "conversation.owners.updated",
      "conversation.tags.updated", "conversation.expired", "message.created", "message.updated", "message.deleted",
      "client.created", "client.updated", "client.owners.updated", "client.tags.updated", "client.customFields.updated",
      "referral.received", "whatsapp.flows.exchanges"
    ]
  }
JSON

Then time it from here, with signed Flow exchanges that leave nothing behind:

  dotnet run --project src/Platica.Cli -- check ${PLATICA_WEBHOOK_URL%/api/*} --secret "\$SECRET"
END

if [ -n "${PLATICA_WATSI_WEBHOOK_URL:-}" ]; then
  cat << END

Watsi's URL     $PLATICA_WATSI_WEBHOOK_URL
Its secret      in the Key Vault $AZURE_KEY_VAULT_NAME, as $PLATICA_WATSI_SECRET_NAME: you put the one there that Watsi signs with.
END
fi

if [ -n "${PLATICA_WHAPI_WEBHOOK_URL:-}" ]; then
  printf '\nWhapi'\''s URL     %s%s\n' "$PLATICA_WHAPI_WEBHOOK_URL" "${PLATICA_WHAPI_PATH_SECRET_NAME:+/<the secret $PLATICA_WHAPI_PATH_SECRET_NAME>}"
  [ -z "${PLATICA_WHAPI_SECRET_NAME:-}" ] ||
    printf 'Its header      %s: <the secret %s>\n' "${PLATICA_WHAPI_SECRET_HEADER:-X-Webhook-Secret}" "$PLATICA_WHAPI_SECRET_NAME"
  echo "These secrets are in the vault too, made by the deployment. Enter URL and header in Whapi.Cloud, in the settings of the channel."
fi

# azd draws its table of progress anew over the last lines.
printf '\n\n\n\n\n\n'

[ "$status" = 200 ]
