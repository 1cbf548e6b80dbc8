#!/usr/bin/env pwsh
# After `azd deploy`: waits until the app is healthy, then says what to enter in Platica, and in Watsi and Whapi.Cloud if they are on. azd passes the outputs of infra/main.bicep.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

function Get-Setting([string] $Name, [string] $Default) {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ($value) { return $value }
    if ($Default) { return $Default }
    throw "$Name is not set. Run this through azd."
}

$subscription = Get-Setting 'AZURE_SUBSCRIPTION_ID'
$group = Get-Setting 'AZURE_RESOURCE_GROUP'
$vault = Get-Setting 'AZURE_KEY_VAULT_NAME'
$app = Get-Setting 'PLATICA_FUNCTION_APP'
$healthUrl = Get-Setting 'PLATICA_HEALTH_URL'
$webhookUrl = Get-Setting 'PLATICA_WEBHOOK_URL'
$secretName = Get-Setting 'PLATICA_SECRET_NAME'
$attempts = [int](Get-Setting 'PLATICA_HEALTH_ATTEMPTS' '24')
$pause = [int](Get-Setting 'PLATICA_HEALTH_PAUSE_SECONDS' '10')

# The HTTP status and the body; status 0 when there was no answer.
function Get-Health {
    try {
        $answer = Invoke-WebRequest -Uri $healthUrl -TimeoutSec 30 -SkipHttpErrorCheck
        return @{ Status = [int]$answer.StatusCode; Body = [string]$answer.Content }
    }
    catch {
        return @{ Status = 0; Body = $_.Exception.Message }
    }
}

# A new role may take minutes to reach the vault. An app that started before then has no secret until its references are read again.
function Restart-WithSecret {
    Write-Output 'The app has not got one of its secrets yet. Reading the vault again and restarting, once.'
    if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
        Write-Output "The Azure CLI (az) is not installed. Restart the app $app in the portal."
        return
    }
    $site = "/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.Web/sites/$app"
    az rest --method post --output none --url "$site/config/configreferences/appsettings/refresh?api-version=2022-03-01"
    if ($LASTEXITCODE -ne 0) { Write-Output 'The references could not be refreshed; the restart may do it.' }
    az functionapp restart --output none --subscription $subscription --resource-group $group --name $app
    if ($LASTEXITCODE -ne 0) { Write-Output "The app could not be restarted. Sign in with 'az login', or restart $app in the portal." }
}

$health = @{ Status = 0; Body = '' }
$restarted = $false
Write-Output "Waiting for $healthUrl"
for ($attempt = 1; $attempt -le $attempts; $attempt++) {
    $health = Get-Health
    if ($health.Status -eq 200) { break }
    if (-not $restarted -and $health.Status -eq 503 -and $health.Body -match 'secret') {
        $restarted = $true
        Restart-WithSecret
    }
    Start-Sleep -Seconds $pause
}

if ($health.Status -eq 200) {
    Write-Output 'Healthy.'
}
else {
    Write-Output "NOT healthy: $healthUrl answered $($health.Status)."
    Write-Output $health.Body
}

$baseUrl = $webhookUrl -replace '/api/.*$', ''
Write-Output @"

Webhook URL     $webhookUrl
Signing secret  in the Key Vault $vault, as $secretName. To read it:

  az keyvault secret show --vault-name $vault --name $secretName --query value --output tsv

Enter both in Platica, or let its API do it, with your API key in PLATICA_API_KEY. whatsapp.flows.exchanges covers all
of a Flow: init, screen_advance and back.

  `$secret = az keyvault secret show --vault-name $vault --name $secretName --query value --output tsv
  Invoke-RestMethod https://api.platica.mx/v1/webhooks -Method Post -ContentType application/json ``
    -Headers @{ Authorization = "Bearer `$env:PLATICA_API_KEY" } ``
    -Body (ConvertTo-Json @{
      name = 'Platica.Functions'
      url = '$webhookUrl'
      secret = `$secret
      events = @(
        'conversation.created', 'conversation.status.updated', 'conversation.operation.updated', 'conversation.owners.updated',
        'conversation.tags.updated', 'conversation.expired', 'message.created', 'message.updated', 'message.deleted',
        'client.created', 'client.updated', 'client.owners.updated', 'client.tags.updated', 'client.customFields.updated',
        'referral.received', 'whatsapp.flows.exchanges')
    })

Then time it from here, with signed Flow exchanges that leave nothing behind:

  dotnet run --project src/Platica.Cli -- check $baseUrl --secret `$secret
"@

$watsiUrl = $env:PLATICA_WATSI_WEBHOOK_URL
if ($watsiUrl) {
    Write-Output @"

Watsi's URL     $watsiUrl
Its secret      in the Key Vault $vault, as $env:PLATICA_WATSI_SECRET_NAME: you put the one there that Watsi signs with.
"@
}

$whapiUrl = $env:PLATICA_WHAPI_WEBHOOK_URL
if ($whapiUrl) {
    if ($env:PLATICA_WHAPI_PATH_SECRET_NAME) { $whapiUrl += "/<the secret $env:PLATICA_WHAPI_PATH_SECRET_NAME>" }
    Write-Output "`nWhapi's URL     $whapiUrl"
    if ($env:PLATICA_WHAPI_SECRET_NAME) {
        $header = Get-Setting 'PLATICA_WHAPI_SECRET_HEADER' 'X-Webhook-Secret'
        Write-Output "Its header      ${header}: <the secret $env:PLATICA_WHAPI_SECRET_NAME>"
    }
    Write-Output 'These secrets are in the vault too, made by the deployment. Enter URL and header in Whapi.Cloud, in the settings of the channel.'
}

# azd draws its table of progress anew over the last lines.
Write-Output ("`n" * 5)

if ($health.Status -ne 200) { exit 1 }
